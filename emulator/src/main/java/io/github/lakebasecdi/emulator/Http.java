package io.github.lakebasecdi.emulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/** What the two HTTP servers have in common. */
final class Http {

  /** Name and password of HTTP basic authentication. */
  record Basic(String name, String password) {
    @Override
    public String toString() {
      return "Basic[name=" + name + "]";
    }
  }

  // The front door passes tokens on in headers; a token must not be what fills them.
  private static final int HEADER_SIZE = 64 * 1024;

  private Http() {}

  /** A server on loopback whose port is open already, so that a busy one is known at once. */
  static Server open(Ports purpose, int port, int maxThreads) {
    QueuedThreadPool threads = new QueuedThreadPool(maxThreads, 4);
    threads.setName("lakebase-emulator-http");
    threads.setDaemon(true);
    Server server =
        new Server(threads, new ScheduledExecutorScheduler("lakebase-emulator-timer", true), null);
    // Clients keep connections alive: waiting for them to leave would be in vain.
    server.setStopTimeout(0);
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(HEADER_SIZE);
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
    connector.setHost(Ports.LOOPBACK);
    connector.setPort(port);
    server.addConnector(connector);
    try {
      connector.open();
    } catch (IOException e) {
      throw purpose.busy(port, e);
    }
    return server;
  }

  static int port(Server server) {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  /** Starts the server with its handler. */
  static void start(Server server, Handler handler) {
    server.setHandler(handler);
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("An HTTP server of the emulator did not start", e);
    }
  }

  static void stop(Server server) throws Exception {
    server.stop();
    // A server that was opened but never started holds its port until its connector is closed.
    ((ServerConnector) server.getConnectors()[0]).close();
    server.destroy();
  }

  static Optional<Basic> basic(Request request) {
    return credentials(request, "Basic ")
        .flatMap(Http::decoded)
        .map(
            pair -> {
              int colon = pair.indexOf(':');
              return colon < 0
                  ? new Basic(pair, "")
                  : new Basic(pair.substring(0, colon), pair.substring(colon + 1));
            });
  }

  static Optional<String> bearer(Request request) {
    return credentials(request, "Bearer ");
  }

  static void answer(
      Response response, Callback callback, int status, String contentType, String body) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
    Content.Sink.write(response, true, body, callback);
  }

  private static Optional<String> credentials(Request request, String scheme) {
    String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, scheme, 0, scheme.length())
        ? Optional.of(header.substring(scheme.length()).trim())
        : Optional.empty();
  }

  private static Optional<String> decoded(String base64) {
    try {
      return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
