package io.github.lakebasecdi.emulator;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/** The gateway's listening socket, which can go away (connection refused) and come back. */
final class GatewayPort implements AutoCloseable {

  // As many as a load test opens at once; the system may allow fewer.
  private static final int BACKLOG = 1024;

  private final int number;
  private final Object monitor = new Object();
  private @Nullable ServerSocket listening;
  private boolean accepting;
  private boolean closed;

  private GatewayPort(ServerSocket listening) {
    this.number = listening.getLocalPort();
    this.listening = listening;
  }

  static GatewayPort open(int port) {
    return new GatewayPort(bind(port));
  }

  int number() {
    return number;
  }

  /**
   * From now on the system refuses connections; those that are open stay. Waits until the system
   * has really stopped listening, which it has not while a thread is in {@link #accept()}.
   */
  void stop() {
    boolean interrupted = false;
    synchronized (monitor) {
      shut();
      while (accepting) {
        try {
          monitor.wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Listens again, at the same port. */
  void resume() {
    synchronized (monitor) {
      if (listening == null && !closed) {
        listening = bind(number);
        monitor.notifyAll();
      }
    }
  }

  /**
   * The next connection; blocks until there is one. For one thread.
   *
   * @throws SocketException when the port has been closed for good
   */
  Socket accept() throws IOException, InterruptedException {
    while (true) {
      ServerSocket current = awaitListening();
      try {
        Socket accepted = current.accept();
        if (!current.isClosed()) {
          return accepted;
        }
        // It slipped in while the port was being stopped.
        Sockets.abort(accepted);
      } catch (SocketException e) {
        // Stopped or closed meanwhile: awaitListening tells which.
        if (!current.isClosed()) {
          throw e;
        }
      } finally {
        doneAccepting();
      }
    }
  }

  @Override
  public void close() {
    synchronized (monitor) {
      closed = true;
      shut();
      monitor.notifyAll();
    }
  }

  private ServerSocket awaitListening() throws SocketException, InterruptedException {
    synchronized (monitor) {
      while (!closed) {
        ServerSocket current = listening;
        if (current != null) {
          accepting = true;
          return current;
        }
        monitor.wait();
      }
    }
    throw new SocketException("closed");
  }

  private void doneAccepting() {
    synchronized (monitor) {
      accepting = false;
      monitor.notifyAll();
    }
  }

  private void shut() {
    ServerSocket current = listening;
    listening = null;
    if (current != null) {
      Sockets.close(current);
    }
  }

  private static ServerSocket bind(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      try {
        socket.setReuseAddress(true);
        socket.bind(Ports.loopback(port), BACKLOG);
        return socket;
      } catch (IOException e) {
        Sockets.close(socket);
        throw e;
      }
    } catch (IOException e) {
      throw Ports.GATEWAY.busy(port, e);
    }
  }
}
