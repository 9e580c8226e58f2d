package io.github.lakebasecdi.pool;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that all pools share: one that keeps time, some that ask the workspace, and some that
 * close pools, which must not wait for the workspace. All but the first go when there is nothing to
 * do.
 *
 * @param scheduler keeps time
 * @param workers ask the workspace
 * @param closers close pools
 * @param factory makes threads for HikariCP
 */
public record Threads(
    ScheduledExecutorService scheduler,
    ExecutorService workers,
    ExecutorService closers,
    ThreadFactory factory)
    implements AutoCloseable {

  /** As many mints run, or pools close, at once; the HTTP client allows a few more requests. */
  private static final int WORKERS = 16;

  /** Starts nothing: threads come with the first task. */
  public static Threads create() {
    ThreadFactory factory = daemons();
    ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, factory);
    scheduler.setRemoveOnCancelPolicy(true);
    return new Threads(scheduler, upTo(WORKERS, factory), upTo(WORKERS, factory), factory);
  }

  /** Stops the threads; does not wait for them. */
  @Override
  public void close() {
    // Ends what repeats itself; the time limits of logins still under way stay in force.
    scheduler.shutdown();
    workers.shutdownNow();
    closers.shutdown();
  }

  private static ExecutorService upTo(int threads, ThreadFactory factory) {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            threads, threads, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  private static ThreadFactory daemons() {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "lakebase-" + number.incrementAndGet());
      thread.setDaemon(true);
      thread.setContextClassLoader(Threads.class.getClassLoader());
      return thread;
    };
  }
}
