package io.github.lakebasecdi.emulator;

import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL that runs already; it is set up, used, and left running. */
final class ExistingServer implements DatabaseServer {

  private final String jdbcUrl;
  private final String user;
  private final String password;

  ExistingServer(String jdbcUrl, String user, String password) {
    this.jdbcUrl = jdbcUrl;
    this.user = user;
    this.password = password;
  }

  @Override
  public InetSocketAddress address() {
    PGSimpleDataSource source = source();
    return new InetSocketAddress(source.getServerNames()[0], source.getPortNumbers()[0]);
  }

  @Override
  public Connection ownerConnection() throws SQLException {
    PGSimpleDataSource source = source();
    source.setDatabaseName(DATABASE);
    return source.getConnection();
  }

  @Override
  public Connection maintenanceConnection() throws SQLException {
    return source().getConnection();
  }

  @Override
  public void close() {
    // Not ours to stop.
  }

  private PGSimpleDataSource source() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(jdbcUrl);
    source.setUser(user);
    source.setPassword(password);
    return source;
  }
}
