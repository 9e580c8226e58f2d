package io.github.lakebasecdi.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The checked settings of one application. Immutable; {@code toString} shows no secret.
 *
 * @param endpoint resource name of the Lakebase endpoint; present unless there is a password
 * @param server where PostgreSQL is and how it is reached
 * @param user role of the service principal; where absent the workspace is asked
 * @param password native password of the service pool
 * @param pool limits of every pool
 * @param users limits of the user pools
 * @param refreshAhead validity a credential must have left to open a connection
 * @param fallbackToService whether a request without a token gets the service principal
 * @param headers names of the on-behalf-of headers
 * @param shutdownTimeout time the module takes at most to close
 * @param workspace how the workspace is reached
 */
public record LakebaseConfig(
    Optional<String> endpoint,
    Server server,
    Optional<String> user,
    Optional<Secret> password,
    Pool pool,
    Users users,
    Duration refreshAhead,
    boolean fallbackToService,
    Headers headers,
    Duration shutdownTimeout,
    Workspace workspace) {

  /**
   * Where PostgreSQL is.
   *
   * @param host host name; where absent the workspace is asked for the endpoint's
   * @param port TCP port
   * @param database name of the database
   * @param sslMode how the connection is protected
   * @param sslRootCert certificates to trust in place of the JVM's
   * @param applicationName what {@code pg_stat_activity} shows
   * @param statementTimeout where absent, the server's
   * @param idleInTransactionTimeout where absent, the server's
   * @param jdbcProperties further properties of the driver
   */
  public record Server(
      Optional<String> host,
      int port,
      String database,
      SslMode sslMode,
      Optional<Path> sslRootCert,
      String applicationName,
      Optional<Duration> statementTimeout,
      Optional<Duration> idleInTransactionTimeout,
      Map<String, String> jdbcProperties) {}

  /**
   * Limits of every pool.
   *
   * @param maxSize connections of the service pool at most
   * @param connectionTimeout time a caller waits at most
   * @param idleTimeout time after which an idle connection is closed
   * @param maxLifetime age at which a connection is replaced
   * @param leakDetectionThreshold time after which a lent connection is reported; absent means off
   */
  public record Pool(
      int maxSize,
      Duration connectionTimeout,
      Duration idleTimeout,
      Duration maxLifetime,
      Optional<Duration> leakDetectionThreshold) {}

  /**
   * Limits of the user pools.
   *
   * @param maxSize connections of one user at most
   * @param maxConnections connections of all users at most; absent means {@code auto}
   * @param instances processes that share the server's limit
   * @param evictAfter time without use after which a pool is closed
   * @param maxPools pools at most
   */
  public record Users(
      int maxSize, OptionalInt maxConnections, int instances, Duration evictAfter, int maxPools) {}

  /**
   * Names of the on-behalf-of headers.
   *
   * @param token the OAuth token
   * @param email the e-mail address
   * @param user the identity provider's id
   * @param preferredUsername the name to show
   */
  public record Headers(String token, String email, String user, String preferredUsername) {}

  /**
   * How the workspace is reached; what is absent is left to the SDK's own chain.
   *
   * @param host address of the workspace
   * @param clientId id of the service principal
   * @param clientSecret secret of the service principal
   * @param token personal access token
   * @param profile profile in the configuration file
   * @param configFile path of the configuration file
   * @param authType the SDK's name of the way to log in
   */
  public record Workspace(
      Optional<String> host,
      Optional<String> clientId,
      Optional<Secret> clientSecret,
      Optional<Secret> token,
      Optional<String> profile,
      Optional<String> configFile,
      Optional<String> authType) {}
}
