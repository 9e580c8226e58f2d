package io.github.lakebasecdi.pool;

import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.plugin.AuthenticationRequestType;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * Hands the driver the credential when the server asks for it, which is after TCP and TLS are set
 * up: until then it is being minted. Public, and made from {@link Properties}, because the driver
 * makes it by name.
 */
public final class CredentialPlugin implements AuthenticationPlugin {

  private final Login login;

  /** Made by the driver, from the properties of the connection. */
  public CredentialPlugin(Properties properties) {
    this.login = Login.of(properties);
  }

  @Override
  public char[] getPassword(AuthenticationRequestType type) throws PSQLException {
    try {
      return login.credential().password().toCharArray();
    } catch (SQLException e) {
      // The driver lets only its own exceptions through; ConnectFailures takes the cause out again.
      throw new PSQLException("no credential", PSQLState.CONNECTION_UNABLE_TO_CONNECT, e);
    }
  }
}
