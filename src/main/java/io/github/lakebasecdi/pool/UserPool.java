package io.github.lakebasecdi.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The pool of one person, and whether it may be closed. It counts who is about to borrow, so that
 * it is never closed under them. Thread safe.
 */
final class UserPool {

  /** In place of a count: nobody enters any more. */
  private static final int RETIRED = -1;

  private final PoolKey key;
  private final IdentityPool pool;
  private final LongSupplier nanoTime;
  private final AtomicInteger borrowers = new AtomicInteger();
  private final AtomicBoolean lent = new AtomicBoolean();
  private volatile long lastUsed;

  UserPool(PoolKey key, IdentityPool pool, LongSupplier nanoTime) {
    this.key = key;
    this.pool = pool;
    this.nanoTime = nanoTime;
    this.lastUsed = nanoTime.getAsLong();
  }

  PoolKey key() {
    return key;
  }

  IdentityPool pool() {
    return pool;
  }

  /** Announces a borrower. False where the pool is being closed: take the next one. */
  boolean enter() {
    return borrowers.getAndUpdate(count -> count == RETIRED ? RETIRED : count + 1) != RETIRED;
  }

  /** Lends to a borrower who has entered, who leaves by this. */
  Connection borrow() throws SQLException {
    try {
      return pool.borrow();
    } finally {
      lastUsed = nanoTime.getAsLong();
      borrowers.decrementAndGet();
    }
  }

  /** True for one caller only, after a loan. */
  boolean isFirstLoan() {
    return !lent.get() && lent.compareAndSet(false, true);
  }

  /**
   * How long nobody has used the pool, in nanoseconds; nothing while something is lent or about to
   * be.
   */
  long unusedNanos() {
    long now = nanoTime.getAsLong();
    if (borrowers.get() > 0 || pool.lent() > 0) {
      lastUsed = now;
    }
    return now - lastUsed;
  }

  /**
   * Lets nobody enter any more, provided that nobody is here and nothing is lent. To be called by
   * one thread at a time, and by nobody who could keep a borrower waiting for the answer.
   */
  boolean retireIfIdle() {
    if (!borrowers.compareAndSet(0, RETIRED)) {
      return false;
    }
    if (pool.lent() > 0) {
      borrowers.set(0);
      return false;
    }
    return true;
  }
}
