package io.github.lakebasecdi.pool;

import io.github.lakebasecdi.config.Hosts;
import io.github.lakebasecdi.config.LakebaseConfig;
import io.github.lakebasecdi.config.SslMode;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Properties;
import org.postgresql.PGProperty;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/** What the driver is told about every connection, whoever it belongs to. */
final class DriverProperties {

  private DriverProperties() {}

  static Properties of(LakebaseConfig config) {
    LakebaseConfig.Server server = config.server();
    Properties properties = new Properties();
    // Lakebase runs PostgreSQL 16 and newer: the application's name fits into the start-up packet.
    PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "16");
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    // The login's deadline ends whatever the driver waits for.
    PGProperty.CONNECT_TIMEOUT.set(properties, "0");
    properties.putAll(server.jdbcProperties());

    PGProperty.PG_PORT.set(properties, Integer.toString(server.port()));
    PGProperty.PG_DBNAME.set(properties, server.database());
    PGProperty.APPLICATION_NAME.set(properties, server.applicationName());
    PGProperty.GSS_ENC_MODE.set(properties, "disable");
    PGProperty.AUTHENTICATION_PLUGIN_CLASS_NAME.set(properties, CredentialPlugin.class.getName());
    PGProperty.SOCKET_FACTORY.set(properties, LoginSocketFactory.class.getName());
    StringBuilder options = new StringBuilder();
    server
        .statementTimeout()
        .ifPresent(limit -> options.append("-c statement_timeout=").append(limit.toMillis()));
    server
        .idleInTransactionTimeout()
        .ifPresent(
            limit ->
                options
                    .append(" -c idle_in_transaction_session_timeout=")
                    .append(limit.toMillis()));
    if (!options.isEmpty()) {
      String own = PGProperty.OPTIONS.getOrDefault(properties);
      PGProperty.OPTIONS.set(
          properties, own == null ? options.toString().strip() : own + " " + options);
    }
    protect(properties, server);
    return properties;
  }

  /** Refuses to let a token travel in the clear to another machine. */
  static void requireProtection(LakebaseConfig config, String host) throws SQLException {
    if (config.server().sslMode() == SslMode.PLAIN
        && config.password().isEmpty()
        && !Hosts.isLoopback(host)) {
      throw new SQLNonTransientConnectionException(
          "LKB0201: lakebase.ssl-mode=disable is allowed for this machine only, and the host is "
              + host,
          "08001");
    }
  }

  static String url(LakebaseConfig config, String host) {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return "jdbc:postgresql://%s:%d/%s"
        .formatted(name, config.server().port(), config.server().database());
  }

  private static void protect(Properties properties, LakebaseConfig.Server server) {
    switch (server.sslMode()) {
      case VERIFIED -> {
        PGProperty.SSL_MODE.set(properties, "verify-full");
        if (server.sslRootCert().isPresent()) {
          PGProperty.SSL_ROOT_CERT.set(properties, server.sslRootCert().get().toString());
        } else {
          PGProperty.SSL_FACTORY.set(properties, DefaultJavaSSLFactory.class.getName());
        }
      }
      case ENCRYPTED -> PGProperty.SSL_MODE.set(properties, "require");
      case PLAIN -> PGProperty.SSL_MODE.set(properties, "disable");
    }
  }
}
