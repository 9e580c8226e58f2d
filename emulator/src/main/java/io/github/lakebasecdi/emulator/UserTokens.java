package io.github.lakebasecdi.emulator;

import java.util.List;

/** Access tokens as the platform gets them on behalf of the people of an application. */
final class UserTokens {

  // An application with the scope postgres has the two others without asking.
  private static final List<String> SCOPES =
      List.of("iam.access-control:read", "iam.current-user:read", "postgres");

  private final TokenAuthority tokens;
  private final Knobs knobs;

  UserTokens(TokenAuthority tokens, Knobs knobs) {
    this.tokens = tokens;
    this.knobs = knobs;
  }

  TokenAuthority.Issued issue(Identity person) {
    return tokens.accessToken(person, knobs.userTokenLifetime(), SCOPES);
  }

  String forge(Identity person) {
    return tokens.forgedAccessToken(person, knobs.userTokenLifetime(), SCOPES);
  }
}
