package io.github.lakebasecdi.cdi;

import io.github.lakebasecdi.CurrentUser;
import io.github.lakebasecdi.LakebasePools;
import io.github.lakebasecdi.pool.AbstractDataSource;
import jakarta.enterprise.context.ContextNotActiveException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Asks at every {@code getConnection()} who is calling, and lends a connection of theirs. Holds
 * nobody's identity, so it may be shared by all. Thread safe.
 */
final class UserDataSource extends AbstractDataSource {

  private static final Logger LOG = System.getLogger(UserDataSource.class.getName());
  private static final long WARN_EVERY = TimeUnit.MINUTES.toNanos(1);

  private final CurrentUser caller;
  private final LakebasePools pools;
  private final boolean fallbackToService;
  private final LongSupplier nanoTime;
  private final AtomicLong nextWarning;

  /**
   * A data source of whoever calls.
   *
   * @param caller the request's caller, through its client proxy
   * @param fallbackToService whether a request without a token gets the service principal
   * @param nanoTime tells when a warning is due again
   */
  UserDataSource(
      CurrentUser caller, LakebasePools pools, boolean fallbackToService, LongSupplier nanoTime) {
    this.caller = caller;
    this.pools = pools;
    this.fallbackToService = fallbackToService;
    this.nanoTime = nanoTime;
    this.nextWarning = new AtomicLong(nanoTime.getAsLong());
  }

  @Override
  public Connection getConnection() throws SQLException {
    CurrentUser.Status status = status();
    if (status == CurrentUser.Status.ANONYMOUS && fallbackToService) {
      warn();
      return pools.servicePrincipal().getConnection();
    }
    return pools.forUser(caller.identity()).getConnection();
  }

  private CurrentUser.Status status() throws SQLException {
    try {
      return caller.status();
    } catch (ContextNotActiveException e) {
      throw new SQLInvalidAuthorizationSpecException(
          "LKB0306: no request is active on this thread; see LakebasePools.forUser(identity)",
          "28000",
          e);
    }
  }

  private void warn() {
    long now = nanoTime.getAsLong();
    long due = nextWarning.get();
    if (now - due >= 0 && nextWarning.compareAndSet(due, now + WARN_EVERY)) {
      LOG.log(
          Level.WARNING,
          "LKB0305: a request without a token gets the service principal''s connection; this"
              + " happens in development mode only, and lakebase.users.fallback=none turns it off");
    }
  }
}
