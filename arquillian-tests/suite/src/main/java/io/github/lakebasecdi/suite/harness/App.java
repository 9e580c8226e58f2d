package io.github.lakebasecdi.suite.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** A deployed application, over HTTP. Each keeps its own connections and its own session. */
public final class App {

  /** More than any pool waits. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final String root;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(new CookieManager())
          .build();

  /** The application of this name, on the server under test. */
  public App(String name) {
    this(URI.create(server() + "/" + name));
  }

  /** An application somewhere else. */
  public App(URI root) {
    this.root = root.toString();
  }

  /** Where the server under test answers. */
  public static URI server() {
    return URI.create(Setting.ADDRESS.value());
  }

  /** Asks, and waits for the answer. */
  public Answer get(String path, Caller caller) {
    return send(request(path, caller).build());
  }

  /** Asks, and does not wait. */
  public CompletableFuture<Answer> getAsync(String path, Caller caller) {
    return client
        .sendAsync(request(path, caller).build(), BodyHandlers.ofString())
        .thenApply(Answer::of);
  }

  /** Sends a form. */
  public Answer post(String path, Caller caller, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        request(path, caller)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private HttpRequest.Builder request(String path, Caller caller) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(root + path)).timeout(PATIENCE);
    String[] headers = caller.namesAndValues();
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    return builder;
  }

  private Answer send(HttpRequest request) {
    try {
      return Answer.of(client.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
