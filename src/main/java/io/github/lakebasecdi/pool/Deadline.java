package io.github.lakebasecdi.pool;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Until when a caller waits, whatever for.
 *
 * @param nanoTime the end, on the scale of {@link System#nanoTime()}
 */
record Deadline(long nanoTime) {

  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  long remainingNanos() {
    return Math.max(0, nanoTime - System.nanoTime());
  }

  /**
   * Waits for what another thread is getting.
   *
   * @param what names it, for the message
   * @throws SQLException what the other thread failed with, or that the time is over
   */
  <T extends @Nullable Object> T await(CompletableFuture<T> future, String what)
      throws SQLException {
    try {
      return future.get(remainingNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException failure) {
        throw ConnectFailures.copy(failure);
      }
      throw new SQLException("LKB0107: getting %s failed".formatted(what), "08001", e.getCause());
    } catch (TimeoutException e) {
      throw new SQLTransientConnectionException(
          "LKB0106: %s did not come within lakebase.pool.connection-timeout".formatted(what),
          "08001",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException(
          "LKB0109: interrupted while waiting for " + what, "08001", e);
    }
  }
}
