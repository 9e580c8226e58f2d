package io.github.lakebasecdi.pool;

import io.github.lakebasecdi.DatabaseCredential;
import io.github.lakebasecdi.config.LakebaseConfig;
import io.github.lakebasecdi.credential.CredentialCache;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.HostSpec;

/**
 * Opens physical connections of one identity, on the calling thread. Thread safe; blocks for
 * several round trips, until the deadline at most.
 */
final class Connector {

  private static final Logger LOG = System.getLogger(Connector.class.getName());

  private final LakebaseConfig config;
  private final ServerAddress address;
  private final Supplier<CompletableFuture<String>> role;
  private final CredentialCache credentials;
  private final ScheduledExecutorService scheduler;
  private final Properties common;

  /**
   * A connector of one identity.
   *
   * @param role names the identity's role, which may have to be asked for
   * @param scheduler ends a login whose time is over
   */
  Connector(
      LakebaseConfig config,
      ServerAddress address,
      Supplier<CompletableFuture<String>> role,
      CredentialCache credentials,
      ScheduledExecutorService scheduler) {
    this.config = config;
    this.address = address;
    this.role = role;
    this.credentials = credentials;
    this.scheduler = scheduler;
    this.common = DriverProperties.of(config);
  }

  /**
   * Opens a connection.
   *
   * @throws SQLException where it cannot be opened; of the kind that {@link ConnectFailures} knows
   */
  Connection open(Deadline deadline) throws SQLException {
    // All three before anything is waited for: minting runs while TCP and TLS are being set up.
    CompletableFuture<DatabaseCredential> minting = credentials.get();
    CompletableFuture<String> askedHost = address.host();
    CompletableFuture<String> askedRole = role.get();
    String host = deadline.await(askedHost, "the host of the endpoint");
    String name = deadline.await(askedRole, "the name of the application's role");
    DriverProperties.requireProtection(config, host);
    Login login = new Login(minting, deadline);
    try {
      Connection connection = connect(host, name, login, deadline);
      LOG.log(Level.DEBUG, "LKB0202: connection opened for {0}", name);
      return connection;
    } catch (SQLException e) {
      throw explained(e, name, login);
    }
  }

  private SQLException explained(SQLException e, String name, Login login) {
    if (login.isExpired()) {
      return new SQLTransientConnectionException(
          "LKB0217: the login of the role \"%s\" did not end within lakebase.pool.connection-timeout"
              .formatted(name),
          "08001",
          e);
    }
    SQLException failure = ConnectFailures.explain(e, name, config.endpoint());
    DatabaseCredential used = login.used();
    if (used != null && ConnectFailures.isTerminal(failure)) {
      credentials.refused(used);
    }
    return failure;
  }

  private Connection connect(String host, String name, Login login, Deadline deadline)
      throws SQLException {
    Properties properties = new Properties();
    properties.putAll(common);
    PGProperty.PG_HOST.set(properties, host);
    PGProperty.USER.set(properties, name);
    login.putInto(properties);
    Future<?> guard = guard(login, deadline);
    PgConnection connection;
    try {
      // The driver's DataSource and DriverManager copy properties as text, which a login is not.
      connection =
          new PgConnection(
              new HostSpec[] {new HostSpec(host, config.server().port())},
              properties,
              DriverProperties.url(config, host));
    } catch (RuntimeException e) {
      // The driver does not expect it, and leaves the socket open.
      login.abandon();
      throw new SQLNonTransientConnectionException(
          "LKB0204: the driver failed, check lakebase.jdbc.*: " + e, "08001", e);
    } catch (Error e) {
      login.abandon();
      throw e;
    } finally {
      guard.cancel(false);
    }
    if (!login.finish()) {
      connection.close();
      throw new SQLTransientConnectionException("too late", "08001");
    }
    if (login.used() == null && config.password().isEmpty()) {
      connection.close();
      throw new SQLNonTransientConnectionException(
          "LKB0203: the server let " + name + " in without asking for a credential: refused",
          "28000");
    }
    return connection;
  }

  private Future<?> guard(Login login, Deadline deadline) throws SQLException {
    try {
      return scheduler.schedule(login::expire, deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      throw ConnectFailures.closed();
    }
  }
}
