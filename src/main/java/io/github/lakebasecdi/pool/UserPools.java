package io.github.lakebasecdi.pool;

import io.github.lakebasecdi.LakebasePools.Connections;
import io.github.lakebasecdi.UserIdentity;
import io.github.lakebasecdi.config.LakebaseConfig;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The pools of all people. Thread safe. */
final class UserPools {

  private static final Logger LOG = System.getLogger(UserPools.class.getName());

  /** Makes the pool of a person; opens nothing. */
  @FunctionalInterface
  interface Factory {
    IdentityPool create(UserIdentity user);
  }

  private final ConcurrentMap<PoolKey, UserPool> pools = new ConcurrentHashMap<>();
  private final AtomicLong evicted = new AtomicLong();
  private final LakebaseConfig.Users limits;
  private final Factory factory;
  private final Executor closer;
  private final LongSupplier nanoTime;
  private volatile boolean closed;

  /**
   * No pools yet.
   *
   * @param closer runs the closing of pools, which blocks
   * @param nanoTime tells the time that idleness is measured with
   */
  UserPools(LakebaseConfig.Users limits, Factory factory, Executor closer, LongSupplier nanoTime) {
    this.limits = limits;
    this.factory = factory;
    this.closer = closer;
    this.nanoTime = nanoTime;
  }

  Connection borrow(UserIdentity user) throws SQLException {
    PoolKey key = PoolKey.of(user);
    UserPool pool = enter(key, user);
    try {
      Connection connection = pool.borrow();
      // Not when it is made: whoever sends garbage would fill the log.
      if (pool.isFirstLoan()) {
        LOG.log(Level.INFO, "LKB0222: pool opened for {0}", key.role());
      }
      return connection;
    } catch (SQLException e) {
      // A pool whose login was refused must not take a place until the evictor comes.
      if (ConnectFailures.isTerminal(e) && pool.pool().connections().total() == 0) {
        retire(pool);
      }
      throw e;
    }
  }

  int count() {
    return pools.size();
  }

  long evicted() {
    return evicted.get();
  }

  Connections connections() {
    return pools.values().stream()
        .map(pool -> pool.pool().connections())
        .reduce(new Connections(0, 0, 0), Connections::plus);
  }

  /** Closes what nobody has used for long enough. */
  void evict() {
    long limit = limits.evictAfter().toNanos();
    for (UserPool pool : pools.values()) {
      try {
        if (pool.unusedNanos() >= limit && retire(pool)) {
          evicted.incrementAndGet();
          LOG.log(Level.INFO, "LKB0221: pool of {0} closed, nobody used it", pool.key().role());
        }
      } catch (RuntimeException | Error e) {
        // Thrown further, it would end the schedule, and no pool would ever be closed again.
        LOG.log(Level.WARNING, "LKB0225: a pool that nobody uses could not be closed", e);
      }
    }
  }

  /** Lends nothing more, and hands over the pools, which are still open. */
  Collection<IdentityPool> drain() {
    closed = true;
    List<IdentityPool> left = new ArrayList<>();
    for (UserPool pool : pools.values()) {
      left.add(pool.pool());
    }
    return left;
  }

  private UserPool enter(PoolKey key, UserIdentity user) throws SQLException {
    UserPool present = pools.get(key);
    if (present != null && !closed && present.enter()) {
      return present;
    }
    requireOpen();
    makeRoom(key);
    try {
      @Nullable UserPool[] created = new UserPool[1];
      UserPool entered =
          pools.compute(
              key,
              (same, found) -> {
                UserPool pool = found == null ? create(key, user) : found;
                created[0] = found == null ? pool : null;
                // Always succeeds: a pool retires under the same lock, and leaves the map with it.
                pool.enter();
                return pool;
              });
      if (closed && created[0] != null) {
        // Nobody else may know of it: it came while the others were being counted.
        closeInBackground(created[0]);
      }
      requireOpen();
      return entered;
    } catch (RejectedExecutionException e) {
      throw ConnectFailures.closed();
    }
  }

  private void requireOpen() throws SQLException {
    if (closed) {
      throw ConnectFailures.closed();
    }
  }

  private UserPool create(PoolKey key, UserIdentity user) {
    return new UserPool(key, factory.create(user), nanoTime);
  }

  private void makeRoom(PoolKey key) throws SQLException {
    while (pools.size() >= limits.maxPools() && !pools.containsKey(key)) {
      @Nullable UserPool oldest =
          pools.values().stream()
              .filter(pool -> pool.unusedNanos() > 0)
              .max(Comparator.comparingLong(UserPool::unusedNanos))
              .orElse(null);
      if (oldest == null) {
        throw new SQLTransientConnectionException(
            "LKB0223: all %d user pools are in use; raise lakebase.users.max-pools"
                .formatted(limits.maxPools()),
            "53300");
      }
      if (retire(oldest)) {
        evicted.incrementAndGet();
        LOG.log(Level.INFO, "LKB0224: pool of {0} closed to make room", oldest.key().role());
      }
    }
  }

  /** Takes the pool out and closes it, unless somebody is using it. */
  private boolean retire(UserPool pool) {
    boolean[] retired = new boolean[1];
    // Within the map's own lock on the key, so that a borrower meets the pool either open or gone.
    pools.computeIfPresent(
        pool.key(),
        (key, found) -> {
          retired[0] = found == pool && pool.retireIfIdle();
          return retired[0] ? null : found;
        });
    if (retired[0]) {
      closeInBackground(pool);
    }
    return retired[0];
  }

  private void closeInBackground(UserPool pool) {
    try {
      closer.execute(pool.pool()::close);
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      // No thread can be had, and nobody else knows of the pool any more.
      pool.pool().close();
    }
  }
}
