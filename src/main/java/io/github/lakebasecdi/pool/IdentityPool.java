package io.github.lakebasecdi.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.github.lakebasecdi.LakebasePools.Connections;
import io.github.lakebasecdi.config.LakebaseConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one identity: a HikariCP pool whose first connection is opened on the thread
 * that asks for it, so that a refusal reaches the caller at once, with its cause. Thread safe.
 */
final class IdentityPool {

  private final HikariDataSource hikari;
  private final HikariPool pool;
  private final PhysicalDataSource physical;
  private final Duration timeout;
  private volatile boolean closed;

  /** The attempt to open the first connection, while one is made; ends with what may get better. */
  private final AtomicReference<@Nullable CompletableFuture<@Nullable SQLException>> opening =
      new AtomicReference<>();

  IdentityPool(
      String name, int maxSize, Connector connector, LakebaseConfig config, Threads threads) {
    this.timeout = config.pool().connectionTimeout();
    this.physical = new PhysicalDataSource(connector, timeout);
    this.hikari = new HikariDataSource(hikariConfig(name, maxSize, config.pool(), threads));
    this.pool = (HikariPool) hikari.getHikariPoolMXBean();
  }

  /**
   * Lends a connection; closing it gives it back. Blocks for the connection timeout at most.
   *
   * @throws SQLException at once where waiting is no use, otherwise after the connection timeout
   */
  Connection borrow() throws SQLException {
    Deadline deadline = Deadline.in(timeout);
    return pool.getTotalConnections() > 0 ? lend(deadline, null) : borrowFirst(deadline);
  }

  Connections connections() {
    return new Connections(
        pool.getTotalConnections(), pool.getIdleConnections(), pool.getThreadsAwaitingConnection());
  }

  int lent() {
    return pool.getActiveConnections();
  }

  /** Closes every connection, also those that are lent. Blocks. */
  void close() {
    closed = true;
    physical.close();
    hikari.close();
  }

  private Connection borrowFirst(Deadline deadline) throws SQLException {
    CompletableFuture<@Nullable SQLException> mine = new CompletableFuture<>();
    CompletableFuture<@Nullable SQLException> others = opening.compareAndExchange(null, mine);
    if (others != null) {
      return lend(deadline, deadline.await(others, "the first connection"));
    }
    Connection opened = null;
    try {
      SQLException failed = null;
      try {
        // Another caller may have been here between the look at the pool and this one.
        if (pool.getTotalConnections() == 0) {
          opened = physical.open(deadline);
          physical.offer(opened);
        }
      } catch (SQLException e) {
        if (ConnectFailures.isTerminal(e)) {
          mine.completeExceptionally(e);
          throw e;
        }
        // What may get better is tried again by HikariCP until the time is over.
        failed = e;
      }
      mine.complete(failed);
      return lend(deadline, failed);
    } finally {
      mine.complete(null);
      // Not before HikariCP has the connection: until then the pool still looks empty to others.
      opening.set(null);
      physical.withdraw(opened);
    }
  }

  private Connection lend(Deadline deadline, @Nullable SQLException earlier) throws SQLException {
    if (closed) {
      throw ConnectFailures.closed();
    }
    try {
      return pool.getConnection(
          Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline.remainingNanos())));
    } catch (SQLTransientConnectionException e) {
      throw closed ? ConnectFailures.closed() : ConnectFailures.timedOut(e, earlier);
    }
  }

  private HikariConfig hikariConfig(
      String name, int maxSize, LakebaseConfig.Pool limits, Threads threads) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(physical);
    config.setMaximumPoolSize(maxSize);
    // Nothing may query on its own account, or the compute never sleeps.
    config.setMinimumIdle(0);
    config.setKeepaliveTime(0);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(limits.connectionTimeout().toMillis());
    config.setValidationTimeout(Math.min(5_000, limits.connectionTimeout().toMillis()));
    config.setIdleTimeout(limits.idleTimeout().toMillis());
    config.setMaxLifetime(limits.maxLifetime().toMillis());
    limits
        .leakDetectionThreshold()
        .ifPresent(threshold -> config.setLeakDetectionThreshold(threshold.toMillis()));
    config.setScheduledExecutor(threads.scheduler());
    config.setThreadFactory(threads.factory());
    return config;
  }
}
