package io.github.lakebasecdi.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * What HikariCP opens its connections with: gives it a connection that a caller has opened already,
 * else opens one. Thread safe.
 */
final class PhysicalDataSource extends AbstractDataSource {

  private final Connector connector;
  private final Duration timeout;
  private final Queue<Connection> ready = new ConcurrentLinkedQueue<>();
  private volatile int loginTimeout;
  private volatile boolean closed;

  /**
   * A data source without connections.
   *
   * @param timeout time that a connection which HikariCP asks for may take
   */
  PhysicalDataSource(Connector connector, Duration timeout) {
    this.connector = connector;
    this.timeout = timeout;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection waiting = ready.poll();
    return waiting != null ? waiting : open(Deadline.in(timeout));
  }

  /** Opens a connection on this thread. */
  Connection open(Deadline deadline) throws SQLException {
    Connection connection = connector.open(deadline);
    if (closed) {
      connection.close();
      throw ConnectFailures.closed();
    }
    return connection;
  }

  /** Keeps an open connection for HikariCP, which asks for it next. */
  void offer(Connection connection) {
    ready.add(connection);
  }

  /** Closes the connection if HikariCP did not want it. */
  void withdraw(@Nullable Connection connection) {
    if (connection != null && ready.remove(connection)) {
      closeQuietly(connection);
    }
  }

  /** Opens nothing more that stays open. */
  void close() {
    closed = true;
    for (Connection left = ready.poll(); left != null; left = ready.poll()) {
      closeQuietly(left);
    }
  }

  /** HikariCP waits so long for connections that are being opened when it closes. */
  @Override
  public int getLoginTimeout() {
    return loginTimeout;
  }

  @Override
  public void setLoginTimeout(int seconds) {
    loginTimeout = seconds;
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // It is being thrown away: there is nothing to save.
    }
  }
}
