package io.github.lakebasecdi.emulator;

import java.sql.SQLException;

/** Decides whether a database credential opens a connection as a role. */
final class LoginCheck {

  private final TokenAuthority tokens;
  private final String endpoint;
  private final Roles roles;
  private final Knobs knobs;

  LoginCheck(TokenAuthority tokens, String endpoint, Roles roles, Knobs knobs) {
    this.tokens = tokens;
    this.endpoint = endpoint;
    this.roles = roles;
    this.knobs = knobs;
  }

  /**
   * Returns normally if the credential is a genuine, unexpired one for this endpoint and belongs to
   * the identity that the role is labelled with.
   *
   * @throws GatewayRefusal otherwise
   */
  void check(String role, String credential) throws GatewayRefusal {
    VerifiedToken token = verify(role, credential);
    if (!token.isFor(endpoint)) {
      // Genuine, but an access token, or a credential for another endpoint.
      throw undecodable(role);
    }
    Roles.Login login = find(role);
    if (login.label() == null || knobs.isRefused(role)) {
      throw GatewayRefusal.fatal(
          "28P01",
          "An oauth token was supplied but no role security label was configured in postgres for role \"%s\""
              .formatted(role));
    }
    if (!token.subject().equals(Roles.identityOf(login.label()))) {
      throw GatewayRefusal.fatal(
          "28P01",
          "The token's identity \"%s\" did not match the security label configured for role \"%s\""
              .formatted(token.subject(), role));
    }
  }

  private VerifiedToken verify(String role, String credential) throws GatewayRefusal {
    try {
      return tokens.verify(credential);
    } catch (TokenRefused e) {
      throw switch (e.reason()) {
        case MALFORMED ->
            GatewayRefusal.proxy("Provided authentication token is not a valid JWT encoding");
        case UNTRUSTED -> undecodable(role);
        case EXPIRED ->
            GatewayRefusal.fatal(
                "28P01", "password authentication failed for user \"%s\"".formatted(role));
      };
    }
  }

  private Roles.Login find(String role) throws GatewayRefusal {
    try {
      return roles.findForLogin(role);
    } catch (SQLException e) {
      throw GatewayRefusal.fatal("57P03", "the database system is not accepting connections");
    }
  }

  private static GatewayRefusal undecodable(String role) {
    return GatewayRefusal.fatal("28P01", "Failed to decode token for role \"%s\"".formatted(role));
  }
}
