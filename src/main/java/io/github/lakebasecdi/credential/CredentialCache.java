package io.github.lakebasecdi.credential;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.lakebasecdi.DatabaseCredential;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The credential of one identity: minted when it is needed, by one call at a time however many ask,
 * and kept until it has less than the wanted validity left. Thread safe; nothing here blocks.
 */
public final class CredentialCache {

  private static final Logger LOG = System.getLogger(CredentialCache.class.getName());

  /** Mints one credential; may block. */
  @FunctionalInterface
  public interface Mint {
    /**
     * Mints a credential.
     *
     * @throws SQLException where none can be had
     */
    DatabaseCredential mint() throws SQLException;
  }

  private record Held(DatabaseCredential credential, Instant usableUntil) {}

  private final String role;
  private final Mint mint;
  private final Executor executor;
  private final Clock clock;
  private final Duration refreshAhead;

  @GuardedBy("this")
  private @Nullable Held held;

  @GuardedBy("this")
  private @Nullable CompletableFuture<DatabaseCredential> flight;

  /**
   * A cache without a credential.
   *
   * @param role the identity, for the log
   * @param mint mints; called on the executor
   * @param executor runs the mint
   * @param clock tells the time that expiry is compared with
   * @param refreshAhead validity that a kept credential must have left; at most half of its life
   *     counts, so that a short-lived credential is used at all
   */
  public CredentialCache(
      String role, Mint mint, Executor executor, Clock clock, Duration refreshAhead) {
    this.role = role;
    this.mint = mint;
    this.executor = executor;
    this.clock = clock;
    this.refreshAhead = refreshAhead;
  }

  /**
   * The credential, or the call that is getting one. A failure is told to everyone who waits for
   * the same call, and not remembered. The caller must not complete the future.
   */
  public synchronized CompletableFuture<DatabaseCredential> get() {
    if (held != null && clock.instant().isBefore(held.usableUntil())) {
      return CompletableFuture.completedFuture(held.credential());
    }
    if (flight != null) {
      return flight;
    }
    CompletableFuture<DatabaseCredential> started = new CompletableFuture<>();
    flight = started;
    try {
      executor.execute(() -> fly(started));
    } catch (RejectedExecutionException e) {
      flight = null;
      started.completeExceptionally(
          new SQLNonTransientConnectionException(
              "LKB0108: nothing is minted any more: the Lakebase pools are closed", "08003", e));
    } catch (Throwable failure) {
      // No thread could be had for it: the next one to ask tries again.
      flight = null;
      started.completeExceptionally(failure);
    }
    return started;
  }

  /** Forgets the credential that the server did not accept, so that the next one is a new one. */
  public synchronized void refused(DatabaseCredential credential) {
    if (held != null && held.credential().equals(credential)) {
      held = null;
    }
  }

  private void fly(CompletableFuture<DatabaseCredential> started) {
    try {
      DatabaseCredential credential =
          Objects.requireNonNull(mint.mint(), "the CredentialSource returned null");
      LOG.log(Level.DEBUG, "LKB0101: credential minted for {0}: {1}", role, credential);
      land(new Held(credential, usableUntil(credential)));
      started.complete(credential);
    } catch (Throwable failure) {
      land(null);
      started.completeExceptionally(failure);
    }
  }

  private synchronized void land(@Nullable Held minted) {
    flight = null;
    held = minted;
  }

  private Instant usableUntil(DatabaseCredential credential) {
    Duration half = Duration.between(clock.instant(), credential.expiresAt()).dividedBy(2);
    return credential.expiresAt().minus(half.compareTo(refreshAhead) < 0 ? half : refreshAhead);
  }
}
