package io.github.lakebasecdi.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/** A connection whose credential was accepted: the server on one side, the client on the other. */
final class GatewaySession implements Sessions.Session {

  // The server trusts the gateway: its first answer is AuthenticationOk, or an error.
  private static final byte AUTHENTICATION_OK = 'R';
  private static final int FIRST_ANSWER_SIZE = 8192;

  private final String role;
  private final Socket rawClient;
  private final Socket client;
  private final Sessions sessions;
  private final Executor threads;
  private final Socket backend = new Socket();
  private final CountDownLatch answersDelivered = new CountDownLatch(1);

  GatewaySession(
      String role, Socket rawClient, Socket client, Sessions sessions, Executor threads) {
    this.role = role;
    this.rawClient = rawClient;
    this.client = client;
    this.sessions = sessions;
    this.threads = threads;
  }

  @Override
  public String role() {
    return role;
  }

  @Override
  public void abort() {
    Sockets.abort(rawClient);
    Sockets.abort(backend);
  }

  /** Replays the startup message to the server and carries bytes until either side has ended. */
  void run(InetSocketAddress server, int protocol, Map<String, String> parameters)
      throws IOException, GatewayRefusal {
    try {
      connect(server, protocol, parameters);
      threads.execute(this::carryAnswers);
      Splice.copy(client.getInputStream(), backend.getOutputStream());
      endBackend();
    } finally {
      sessions.leave(this);
      Sockets.close(backend);
    }
  }

  private void connect(InetSocketAddress server, int protocol, Map<String, String> parameters)
      throws GatewayRefusal, IOException {
    try {
      backend.connect(server);
    } catch (IOException e) {
      throw GatewayRefusal.fatal("57P03", "the database system is not accepting connections");
    }
    backend.setTcpNoDelay(true);
    PgWire.writeStartup(backend.getOutputStream(), protocol, parameters);
  }

  private void carryAnswers() {
    try {
      InputStream in = backend.getInputStream();
      byte[] first = new byte[FIRST_ANSWER_SIZE];
      int read = in.read(first);
      if (read > 0) {
        if (first[0] == AUTHENTICATION_OK) {
          sessions.loggedIn(this);
        }
        client.getOutputStream().write(first, 0, read);
        Splice.copy(in, client.getOutputStream());
      }
      client.shutdownOutput();
    } catch (IOException e) {
      // Cut off; the client's side of the splice ends with the socket below.
    } finally {
      sessions.leave(this);
      Sockets.close(rawClient);
      answersDelivered.countDown();
    }
  }

  /** Lets the server finish what it was sent, as it would had the client left it directly. */
  private void endBackend() {
    try {
      backend.shutdownOutput();
      answersDelivered.await();
    } catch (IOException e) {
      // Ended already.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
