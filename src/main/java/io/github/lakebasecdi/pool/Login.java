package io.github.lakebasecdi.pool;

import io.github.lakebasecdi.DatabaseCredential;
import java.io.IOException;
import java.net.Socket;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to log in: the credential that is being minted for it, and the socket, which is
 * closed when the time is over, whatever the driver is waiting for then.
 */
final class Login {

  /** The key under which the driver's properties carry the login to the driver's plugins. */
  private static final String KEY = "io.github.lakebasecdi.login";

  private enum State {
    OPEN,
    FINISHED,
    EXPIRED
  }

  private final CompletableFuture<DatabaseCredential> minting;
  private final Deadline deadline;
  private volatile @Nullable DatabaseCredential used;
  private volatile @Nullable Socket socket;
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

  Login(CompletableFuture<DatabaseCredential> minting, Deadline deadline) {
    this.minting = minting;
    this.deadline = deadline;
  }

  static Login of(Properties properties) {
    if (properties.get(KEY) instanceof Login login) {
      return login;
    }
    throw new IllegalArgumentException("this plugin serves the connections of lakebase-cdi only");
  }

  void putInto(Properties properties) {
    properties.put(KEY, this);
  }

  /** The credential, once it is there; blocks until the deadline at most. */
  DatabaseCredential credential() throws SQLException {
    DatabaseCredential minted = deadline.await(minting, "a database credential");
    used = minted;
    return minted;
  }

  /** What the server was given; nothing where it did not ask. */
  @Nullable DatabaseCredential used() {
    return used;
  }

  /** The driver makes a new socket for every attempt. */
  Socket newSocket() {
    Socket made = new Socket();
    socket = made;
    if (isExpired()) {
      abandon();
    }
    return made;
  }

  /** Ends the time limit: true where the login has been in time. */
  boolean finish() {
    return state.compareAndSet(State.OPEN, State.FINISHED);
  }

  boolean isExpired() {
    return state.get() == State.EXPIRED;
  }

  /** Ends the login, unless it is finished: whoever reads from the socket fails. */
  void expire() {
    if (state.compareAndSet(State.OPEN, State.EXPIRED)) {
      abandon();
    }
  }

  /** Closes the socket, which the driver may have left open. */
  void abandon() {
    Socket current = socket;
    if (current != null) {
      try {
        current.close();
      } catch (IOException e) {
        // It is being thrown away: there is nothing to save.
      }
    }
  }
}
