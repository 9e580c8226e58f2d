package io.github.lakebasecdi.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between the front door and the application, passes everything on, and keeps the people's
 * tokens, which no browser ever sees: so that a test can mix them up. Thread safe.
 */
final class Relay implements AutoCloseable {

  /** What the client or the server below sets by itself. */
  private static final Set<String> HOP_BY_HOP =
      Set.of("connection", "content-length", "host", "keep-alive", "transfer-encoding", "upgrade");

  private final URI app;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, Set<String>> tokens = new ConcurrentHashMap<>();

  Relay(int port, URI app) throws IOException {
    this.app = app;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::passOn);
    server.setExecutor(threads);
    server.start();
  }

  /** A token of the person, who must have come by. */
  String token(String email) {
    return Optional.ofNullable(tokens.get(email)).stream()
        .flatMap(Set::stream)
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("nothing has come from " + email));
  }

  /** Every token that came by. */
  List<String> tokens() {
    return tokens.values().stream().flatMap(Set::stream).toList();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void passOn(HttpExchange exchange) throws IOException {
    try (exchange) {
      keepToken(exchange);
      HttpResponse<byte[]> answer = client.send(request(exchange), BodyHandlers.ofByteArray());
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (!isHopByHop(name)) {
                  exchange.getResponseHeaders().put(name, values);
                }
              });
      boolean empty = answer.body().length == 0;
      exchange.sendResponseHeaders(answer.statusCode(), empty ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void keepToken(HttpExchange exchange) {
    String email = exchange.getRequestHeaders().getFirst("X-Forwarded-Email");
    String token = exchange.getRequestHeaders().getFirst("X-Forwarded-Access-Token");
    if (email != null && token != null) {
      tokens.computeIfAbsent(email, unused -> ConcurrentHashMap.newKeySet()).add(token);
    }
  }

  private HttpRequest request(HttpExchange exchange) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(app.resolve(exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!isHopByHop(name)) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return request.build();
  }

  private static boolean isHopByHop(String header) {
    return HOP_BY_HOP.contains(header.toLowerCase(Locale.ROOT));
  }
}
