package io.github.lakebasecdi.emulator;

import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;

/** The PostgreSQL behind the gateway. */
interface DatabaseServer extends AutoCloseable {

  /** The database of every Lakebase project. */
  String DATABASE = "databricks_postgres";

  /** Where the gateway connects to, as any role, without a password. */
  InetSocketAddress address();

  /** A connection to {@link #DATABASE} as the server's owner; the caller closes it. */
  Connection ownerConnection() throws SQLException;

  /** A connection as the server's owner to a database that exists before {@link #DATABASE} does. */
  Connection maintenanceConnection() throws SQLException;

  @Override
  void close();
}
