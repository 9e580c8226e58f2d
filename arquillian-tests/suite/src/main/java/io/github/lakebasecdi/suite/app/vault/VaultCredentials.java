package io.github.lakebasecdi.suite.app.vault;

import io.github.lakebasecdi.CredentialSource;
import io.github.lakebasecdi.DatabaseCredential;
import io.github.lakebasecdi.UserIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** One person's credential and the application's, from a vault; everybody else is refused. */
@ApplicationScoped
public class VaultCredentials implements CredentialSource {

  private static final Duration LIFETIME = Duration.ofMinutes(30);

  @Inject
  @ConfigProperty(name = "vault.service")
  String service;

  @Inject
  @ConfigProperty(name = "vault.token")
  String knownToken;

  @Inject
  @ConfigProperty(name = "vault.user")
  String user;

  @Override
  public DatabaseCredential forServicePrincipal() {
    return new DatabaseCredential(service, Instant.now().plus(LIFETIME));
  }

  @Override
  public DatabaseCredential forUser(UserIdentity asking) throws SQLException {
    if (!asking.token().equals(knownToken)) {
      throw new SQLInvalidAuthorizationSpecException("the vault does not know this token", "28000");
    }
    return new DatabaseCredential(user, Instant.now().plus(LIFETIME));
  }
}
