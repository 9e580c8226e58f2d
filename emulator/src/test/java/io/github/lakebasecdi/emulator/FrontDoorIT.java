package io.github.lakebasecdi.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What reaches an application behind the front door, and who gets there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrontDoorIT {

  private static final String ALICE = "alice@example.com";
  private static final String BOB = "bob@example.com";

  private record Seen(String method, String uri, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return String.join("|", headers.getOrDefault(name, List.of()));
    }
  }

  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-22T10:00:00Z"));
  private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
  private HttpServer app;
  private LakebaseEmulator emulator;
  private Client client;

  @BeforeAll
  void start() throws IOException {
    app = HttpServer.create(Ports.loopback(0), 0);
    app.createContext("/", this::answer);
    app.start();
    emulator =
        LakebaseEmulator.builder()
            .user(ALICE)
            .user(BOB)
            .clock(clock)
            .app(URI.create("http://127.0.0.1:" + app.getAddress().getPort()))
            .start();
    client = new Client(emulator);
  }

  @AfterAll
  void stop() {
    emulator.close();
    app.stop(0);
  }

  @BeforeEach
  void forget() {
    seen.clear();
  }

  @Test
  void theApplicationLearnsWhoCallsAndGetsATokenThatWorks() throws Exception {
    HttpResponse<String> answer = client.send(as(ALICE, "/api/orders?since=1%2F2").GET());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("hello");
    Seen request = seen.take();
    assertThat(request.uri()).isEqualTo("/api/orders?since=1%2F2");
    assertThat(request.header("X-forwarded-email")).isEqualTo(ALICE);
    assertThat(request.header("X-forwarded-preferred-username")).isEqualTo(ALICE);
    assertThat(request.header("X-forwarded-user")).contains("@");
    assertThat(request.header("X-real-ip")).isEqualTo("127.0.0.1");
    assertThat(request.header("X-request-id")).hasSize(36);
    assertThat(request.headers()).doesNotContainKey("Authorization");
    try (var connection =
        client.connect(ALICE, client.mint(request.header("X-forwarded-access-token")))) {
      assertThat(Client.query(connection, "SELECT current_user")).isEqualTo(ALICE);
    }
  }

  @Test
  void whatTheClientForwardsItselfIsDropped() throws Exception {
    client.send(
        as(ALICE, "/")
            .header("X-Forwarded-Email", BOB)
            .header("x-forwarded-access-token", emulator.userToken(BOB))
            .header("X-Forwarded-Groups", "admins")
            .header("X-Forwarded-For", "10.0.0.1")
            .header("X-Real-Ip", "10.0.0.1")
            .header("X-Request-Id", "mine")
            .header("Forwarded", "for=10.0.0.1")
            .header("X-Other", "kept"));

    Seen request = seen.take();
    assertThat(request.header("X-forwarded-email")).isEqualTo(ALICE);
    assertThat(request.header("X-forwarded-access-token")).doesNotContain("|");
    assertThat(request.header("X-real-ip")).isEqualTo("127.0.0.1");
    assertThat(request.header("X-request-id")).isNotEqualTo("mine");
    assertThat(request.headers())
        .doesNotContainKeys("X-forwarded-groups", "X-forwarded-for", "Forwarded");
    assertThat(request.header("X-other")).isEqualTo("kept");
  }

  @Test
  void bodiesGoThroughUnchanged() throws Exception {
    String body = "x".repeat(300_000);

    client.send(as(ALICE, "/upload").POST(Client.body(body)));

    Seen request = seen.take();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.body()).isEqualTo(body);
  }

  @Test
  void aPersonsTokenStaysUntilItRotates() throws Exception {
    String first = tokenOf(ALICE);
    assertThat(tokenOf(ALICE)).isEqualTo(first);
    assertThat(tokenOf(BOB)).isNotEqualTo(first);

    clock.advance(Duration.ofMinutes(56));

    assertThat(tokenOf(ALICE)).isNotEqualTo(first);
  }

  @Test
  void aBrowserIsSentToSignInAndBack() throws Exception {
    HttpResponse<String> turnedAway = client.send(page("/orders?page=2&size=5"));
    assertThat(turnedAway.statusCode()).isEqualTo(303);
    String signIn = turnedAway.headers().firstValue("Location").orElseThrow();
    assertThat(signIn).startsWith("/.auth/sign-in?to=");

    HttpResponse<String> form = client.send(page(signIn));
    assertThat(form.body()).contains("value=\"alice@example.com\"", "value=\"bob@example.com\"");
    assertThat(form.body()).contains("value=\"/orders?page=2&amp;size=5\"");

    HttpResponse<String> signedIn = signIn(ALICE, "/orders?page=2&size=5");
    assertThat(signedIn.statusCode()).isEqualTo(303);
    assertThat(signedIn.headers().firstValue("Location")).contains("/orders?page=2&size=5");
    String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Lax");

    client.send(page("/orders").header("Cookie", "theme=dark; " + pair(cookie) + "; a=b"));
    Seen request = seen.take();
    assertThat(request.header("X-forwarded-email")).isEqualTo(ALICE);
    assertThat(request.header("Cookie")).isEqualTo("theme=dark; a=b");
  }

  @Test
  void signingOutEndsTheSession() {
    String cookie = pair(signIn(ALICE, "/").headers().firstValue("Set-Cookie").orElseThrow());
    assertThat(client.send(page("/").header("Cookie", cookie)).statusCode()).isEqualTo(200);

    HttpResponse<String> out = client.send(page("/.auth/sign-out").header("Cookie", cookie));

    assertThat(out.headers().firstValue("Location")).contains("/.auth/sign-in");
    assertThat(client.send(page("/").header("Cookie", cookie)).statusCode()).isEqualTo(303);
  }

  @Test
  void signingInLeadsNowhereElse() {
    for (String elsewhere :
        List.of("https://evil.example/", "//evil.example", "/\\evil.example", "/\r\nX: y", "")) {
      assertThat(signIn(ALICE, elsewhere).headers().firstValue("Location"))
          .as(elsewhere)
          .contains("/");
    }
  }

  @Test
  void aProgramIsToldToAuthenticate() {
    HttpResponse<String> answer = client.send(HttpRequest.newBuilder(at("/api/orders")));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Basic");
    assertThat(client.send(as("mallory@example.com", "/")).statusCode()).isEqualTo(401);
    assertThat(signIn("mallory@example.com", "/").statusCode()).isEqualTo(400);
    assertThat(seen).isEmpty();
  }

  @Test
  void cookiesOfTheApplicationReachTheirBrowserAndNobodyElse() throws Exception {
    HttpResponse<String> answer = client.send(as(ALICE, "/set-cookie"));
    assertThat(answer.headers().firstValue("Set-Cookie")).contains("app=alice");
    seen.clear();

    client.send(as(BOB, "/"));

    assertThat(seen.take().headers()).doesNotContainKey("Cookie");
  }

  @Test
  void anApplicationThatIsDownIsNamed() throws IOException {
    URI address;
    try (ServerSocket free = new ServerSocket()) {
      free.bind(Ports.loopback(0));
      address = URI.create("http://127.0.0.1:" + free.getLocalPort());
    }
    try (LakebaseEmulator other = LakebaseEmulator.builder().user(ALICE).app(address).start()) {
      HttpResponse<String> answer =
          new Client(other)
              .send(
                  HttpRequest.newBuilder(other.frontDoorUrl().resolve("/"))
                      .header("Authorization", basic(ALICE)));

      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(answer.body()).contains(address.toString());
    }
  }

  private String tokenOf(String email) throws InterruptedException {
    client.send(as(email, "/"));
    return seen.take().header("X-forwarded-access-token");
  }

  private HttpResponse<String> signIn(String email, String returnTo) {
    return client.send(
        HttpRequest.newBuilder(at("/.auth/sign-in"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(Client.body("email=" + encoded(email) + "&to=" + encoded(returnTo))));
  }

  private HttpRequest.Builder page(String path) {
    return HttpRequest.newBuilder(at(path)).header("Accept", "text/html,*/*");
  }

  private HttpRequest.Builder as(String email, String path) {
    return HttpRequest.newBuilder(at(path)).header("Authorization", basic(email));
  }

  private URI at(String path) {
    return URI.create(emulator.frontDoorUrl() + path);
  }

  private static String basic(String email) {
    return "Basic "
        + Base64.getEncoder().encodeToString((email + ":").getBytes(StandardCharsets.UTF_8));
  }

  private static String pair(String setCookie) {
    return setCookie.substring(0, setCookie.indexOf(';'));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    seen.add(
        new Seen(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders(),
            body));
    if (exchange.getRequestURI().getPath().equals("/set-cookie")) {
      exchange.getResponseHeaders().add("Set-Cookie", "app=alice");
    }
    byte[] hello = "hello".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, hello.length);
    try (var out = exchange.getResponseBody()) {
      out.write(hello);
    }
  }
}
