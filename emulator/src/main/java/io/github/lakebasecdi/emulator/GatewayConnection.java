package io.github.lakebasecdi.emulator;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** One client's connection up to the login: TLS, startup message, password. */
final class GatewayConnection {

  private static final String ALPN = "postgresql";
  private static final int TLS_HANDSHAKE = 0x16;
  // A client that says nothing holds a thread; PostgreSQL's authentication_timeout is as long.
  private static final int LOGIN_TIMEOUT_MILLIS = 60_000;

  private final Socket client;
  private final SSLContext tls;
  private final InetSocketAddress server;
  private final LoginCheck loginCheck;
  private final Sessions sessions;
  private final Knobs knobs;
  private final Executor threads;

  GatewayConnection(
      Socket client,
      SSLContext tls,
      InetSocketAddress server,
      LoginCheck loginCheck,
      Sessions sessions,
      Knobs knobs,
      Executor threads) {
    this.client = client;
    this.tls = tls;
    this.server = server;
    this.loginCheck = loginCheck;
    this.sessions = sessions;
    this.knobs = knobs;
    this.threads = threads;
  }

  /** Blocks until the connection has ended. */
  void serve() throws IOException, InterruptedException {
    client.setTcpNoDelay(true);
    client.setSoTimeout(LOGIN_TIMEOUT_MILLIS);
    knobs.pauseGateway();
    Socket current = client;
    int first = readFirst(current);
    if (first == TLS_HANDSHAKE) {
      current = startTls(new byte[] {TLS_HANDSHAKE}, true);
      first = readFirst(current);
    }
    while (true) {
      PgWire.Initial message = PgWire.readInitial(first, current.getInputStream());
      switch (message.code()) {
        case PgWire.GSS_REQUEST -> reply(current, 'N');
        case PgWire.SSL_REQUEST -> {
          if (current != client) {
            throw new IOException("TLS within TLS");
          }
          reply(current, 'S');
          current = startTls(new byte[0], false);
        }
        case PgWire.CANCEL_REQUEST -> {
          forwardCancel(message);
          return;
        }
        default -> {
          logIn(current, message);
          return;
        }
      }
      first = readFirst(current);
    }
  }

  private void logIn(Socket current, PgWire.Initial startup) throws IOException {
    InputStream in = current.getInputStream();
    OutputStream out = current.getOutputStream();
    try {
      if (current == client) {
        throw GatewayRefusal.proxy("connection is insecure (try using `sslmode=require`)");
      }
      if (knobs.isAsleep()) {
        throw GatewayRefusal.fatal("57P03", "the database system is starting up");
      }
      Map<String, String> parameters = startup.parameters();
      String role = parameters.getOrDefault("user", "");
      if (role.isEmpty()) {
        throw GatewayRefusal.fatal("28000", "no PostgreSQL user name specified in startup packet");
      }
      PgWire.askForCleartextPassword(out);
      loginCheck.check(role, PgWire.readPassword(in));
      GatewaySession session = new GatewaySession(role, client, current, sessions, threads);
      if (!sessions.admit(session, knobs.maxConnections())) {
        throw GatewayRefusal.proxy(
            "Too many connections to this endpoint. Please try again later.");
      }
      client.setSoTimeout(0);
      session.run(server, startup.code(), parameters);
    } catch (GatewayRefusal refusal) {
      PgWire.writeError(out, refusal);
      // A goodbye, so that the client reads the answer before it sees the end.
      current.shutdownOutput();
    }
  }

  private SSLSocket startTls(byte[] alreadyRead, boolean direct) throws IOException {
    SSLSocket secured =
        (SSLSocket)
            tls.getSocketFactory()
                .createSocket(client, new ByteArrayInputStream(alreadyRead), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {ALPN});
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    if (direct && !ALPN.equals(secured.getApplicationProtocol())) {
      throw new IOException("direct TLS without ALPN");
    }
    return secured;
  }

  private void forwardCancel(PgWire.Initial request) throws IOException {
    try (Socket backend = new Socket(server.getAddress(), server.getPort())) {
      PgWire.writeCancel(backend.getOutputStream(), request.payload());
      // PostgreSQL closes once it has passed the request on; libpq waits for that, too.
      backend.getInputStream().readAllBytes();
    }
  }

  private static int readFirst(Socket socket) throws IOException {
    int first = socket.getInputStream().read();
    if (first < 0) {
      throw new EOFException();
    }
    return first;
  }

  private static void reply(Socket socket, char answer) throws IOException {
    socket.getOutputStream().write(answer);
    socket.getOutputStream().flush();
  }
}
