package io.github.lakebasecdi.emulator;

import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/** Makes a PostgreSQL server look like a new Lakebase branch; running it again changes nothing. */
final class DatabaseSetup {

  private DatabaseSetup() {}

  /** Creates the database and what {@code databricks_superuser} is. */
  static void run(DatabaseServer server) throws SQLException {
    try (Connection maintenance = server.maintenanceConnection();
        Statement statement = maintenance.createStatement()) {
      if (!exists(maintenance, "SELECT 1 FROM pg_roles WHERE rolname = ?", Roles.SUPERUSER)) {
        // It reads and writes whatever there is, creates roles and databases, and owns nothing.
        statement.execute(
            "CREATE ROLE databricks_superuser NOLOGIN CREATEDB CREATEROLE BYPASSRLS"
                + " IN ROLE pg_read_all_data, pg_write_all_data, pg_monitor");
      }
      if (!exists(
          maintenance, "SELECT 1 FROM pg_database WHERE datname = ?", DatabaseServer.DATABASE)) {
        statement.execute("CREATE DATABASE " + DatabaseServer.DATABASE);
      }
    }
    try (Connection owner = server.ownerConnection();
        Statement statement = owner.createStatement()) {
      statement.execute(
          "GRANT ALL ON DATABASE databricks_postgres TO databricks_superuser WITH GRANT OPTION");
      statement.execute("GRANT ALL ON SCHEMA public TO databricks_superuser WITH GRANT OPTION");
      if (!exists(
          owner, "SELECT 1 FROM pg_available_extensions WHERE name = ?", "databricks_auth")) {
        // Somebody else's server: the function at least, if not CREATE EXTENSION.
        statement.execute(AuthExtension.statements());
      }
    }
  }

  /**
   * Makes sure that the gateway can log a role in: it has no password to give.
   *
   * @throws IllegalStateException if the server wants one
   */
  static void requireTrust(DatabaseServer server, String role) {
    InetSocketAddress address = server.address();
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {address.getHostString()});
    source.setPortNumbers(new int[] {address.getPort()});
    source.setDatabaseName(DatabaseServer.DATABASE);
    source.setUser(role);
    try {
      source.getConnection().close();
    } catch (SQLException e) {
      throw new IllegalStateException(
          "The PostgreSQL at %s:%d does not let a role in without a password: its pg_hba.conf must say 'trust' for the emulator's address"
              .formatted(address.getHostString(), address.getPort()),
          e);
    }
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }
}
