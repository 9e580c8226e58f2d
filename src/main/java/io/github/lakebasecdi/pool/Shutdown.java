package io.github.lakebasecdi.pool;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Closes everything within its time: first waits for what is lent, then cuts off. */
final class Shutdown {

  private static final Logger LOG = System.getLogger(Shutdown.class.getName());
  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final IdentityPool service;
  private final UserPools users;
  private final Threads threads;
  private final long deadline;
  private final long cutOff;

  Shutdown(IdentityPool service, UserPools users, Threads threads, Duration limit) {
    this.service = service;
    this.users = users;
    this.threads = threads;
    long now = System.nanoTime();
    this.deadline = now + limit.toNanos();
    // The rest is for closing: HikariCP may have to abort what is still running.
    this.cutOff = now + limit.toNanos() * 4 / 5;
  }

  void run() {
    List<IdentityPool> pools = new ArrayList<>(users.drain());
    pools.add(service);
    int lent = awaitReturn(pools);
    if (lent > 0) {
      LOG.log(
          Level.WARNING,
          "LKB0241: shutting down, {0} connections were still in use and are cut off",
          lent);
    }
    // Nothing is asked of the workspace any more; a connection that still opens is closed at once.
    threads.workers().shutdownNow();
    List<CompletableFuture<Void>> closing = new ArrayList<>();
    try {
      for (IdentityPool pool : pools) {
        closing.add(CompletableFuture.runAsync(pool::close, threads.closers()));
      }
      CompletableFuture.allOf(closing.toArray(CompletableFuture<?>[]::new))
          .get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      LOG.log(Level.INFO, "LKB0242: {0} pools closed", pools.size());
    } catch (TimeoutException e) {
      LOG.log(
          Level.WARNING,
          "LKB0243: {0} pools did not close within lakebase.shutdown-timeout",
          closing.stream().filter(future -> !future.isDone()).count());
    } catch (ExecutionException e) {
      LOG.log(Level.WARNING, "LKB0244: a pool failed to close", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      threads.close();
    }
  }

  private int awaitReturn(List<IdentityPool> pools) {
    while (true) {
      int lent = pools.stream().mapToInt(IdentityPool::lent).sum();
      if (lent == 0 || System.nanoTime() - cutOff >= 0) {
        return lent;
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
      if (Thread.currentThread().isInterrupted()) {
        return lent;
      }
    }
  }
}
