package io.github.lakebasecdi.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.lakebasecdi.DatabaseCredential;
import io.github.lakebasecdi.UserIdentity;
import io.github.lakebasecdi.config.Given;
import io.github.lakebasecdi.config.LakebaseConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The SDK against a workspace that answers what no emulator would. */
class DatabricksWorkspaceTest {

  private static final UserIdentity ALICE = UserIdentity.of("a@x", "alices-token");
  private static final UserIdentity BOB = UserIdentity.of("b@x", "bobs-token");

  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private DatabricksWorkspace workspace;
  private volatile int status = 200;
  private volatile String answer =
      "{\"token\": \"minted-secret\", \"expire_time\": \"2030-01-01T00:00:00Z\"}";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    String host = "http://127.0.0.1:" + server.getAddress().getPort();
    LakebaseConfig config =
        Given.enough()
            .with("databricks.host", host)
            .with("databricks.client-id", "id")
            .with("databricks.client-secret", "client-s3cret")
            .read();
    workspace = new DatabricksWorkspace(config.workspace(), Given.ENDPOINT, Duration.ofSeconds(5));
  }

  @AfterEach
  void stop() {
    workspace.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    var headers = exchange.getRequestHeaders();
    requests.add(
        "%s auth=%s cookie=%s"
            .formatted(path, headers.getFirst("Authorization"), headers.getFirst("Cookie")));
    String body = answer;
    int code = status;
    if (path.startsWith("/.well-known")) {
      code = 404;
      body = "{}";
    } else if (path.endsWith("oauth-authorization-server")) {
      String base = "http://127.0.0.1:" + server.getAddress().getPort();
      code = 200;
      body =
          "{\"token_endpoint\": \"%s/oidc/v1/token\", \"authorization_endpoint\": \"%s/a\"}"
              .formatted(base, base);
    } else if (path.equals("/oidc/v1/token") && code == 200) {
      body =
          "{\"access_token\": \"services-access-token\", \"token_type\": \"Bearer\","
              + " \"expires_in\": 3600}";
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.getResponseHeaders().add("Set-Cookie", "session=of-somebody; Path=/");
    exchange.getResponseHeaders().add("Retry-After", "600");
    exchange.sendResponseHeaders(code, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Test
  void eachMintCarriesItsOwnTokenAndNobodysCookie() throws Exception {
    workspace.forUser(ALICE);
    workspace.forUser(BOB);
    DatabaseCredential credential = workspace.forServicePrincipal();

    assertThat(credential.password()).isEqualTo("minted-secret");
    assertThat(credential.expiresAt()).isEqualTo(Instant.parse("2030-01-01T00:00:00Z"));
    assertThat(requests).allSatisfy(request -> assertThat(request).endsWith("cookie=null"));
    assertThat(requests)
        .filteredOn(request -> request.startsWith("/api/2.0/postgres/credentials"))
        .containsExactly(
            "/api/2.0/postgres/credentials auth=Bearer alices-token cookie=null",
            "/api/2.0/postgres/credentials auth=Bearer bobs-token cookie=null",
            "/api/2.0/postgres/credentials auth=Bearer services-access-token cookie=null");
  }

  @Test
  void nothingThatTheSdkLogsShowsATokenAtAnyLevel() throws Exception {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    Logger logger = Logger.getLogger("com.databricks.sdk");
    Level before = logger.getLevel();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            lines.add(entry.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    handler.setLevel(Level.ALL);
    logger.addHandler(handler);
    logger.setLevel(Level.ALL);
    try {
      workspace.forUser(ALICE);
      workspace.forServicePrincipal();
    } finally {
      logger.setLevel(before);
      logger.removeHandler(handler);
    }

    assertThat(lines).isNotEmpty();
    assertThat(String.join("\n", lines))
        .doesNotContain("minted", "alices-", "services-", "client-s3");
  }

  @Test
  void aRetryAfterOfTenMinutesKeepsNobodyThatLong() {
    status = 503;
    long start = System.nanoTime();

    assertThatThrownBy(() -> workspace.forUser(ALICE))
        .isInstanceOf(SQLTransientConnectionException.class)
        .hasMessageContaining("HTTP 503");

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void anAnswerThatIsNoJsonIsNotShown() {
    answer = "{\"token\": minted-secret }";

    assertThatThrownBy(() -> workspace.forUser(ALICE))
        .isInstanceOf(SQLTransientConnectionException.class)
        .hasMessageContaining("LKB0102")
        .hasNoCause()
        .hasMessageNotContaining("minted");
  }

  @Test
  void aRefusalThatRepeatsTheTokenIsShownWithoutIt() {
    status = 401;
    answer = "{\"error_code\": \"UNAUTHENTICATED\", \"message\": \"bad token alices-token\"}";

    assertThatThrownBy(() -> workspace.forUser(ALICE))
        .isInstanceOf(SQLInvalidAuthorizationSpecException.class)
        .hasMessageContaining("bad token")
        .hasMessageContaining("sign in again")
        .hasMessageNotContaining("alices-token");
  }

  @Test
  void anApplicationWithTwoLoginsIsToldSoAndNotItsUsers() {
    LakebaseConfig config =
        Given.enough()
            .with("databricks.host", "http://127.0.0.1:" + server.getAddress().getPort())
            .with("databricks.client-id", "id")
            .with("databricks.client-secret", "client-s3cret")
            .with("databricks.token", "dapi-s3cret")
            .read();
    try (DatabricksWorkspace confused =
        new DatabricksWorkspace(config.workspace(), Given.ENDPOINT, Duration.ofSeconds(5))) {
      assertThatThrownBy(() -> confused.forUser(ALICE))
          .hasMessageContaining("more than one authorization method")
          .hasMessageContaining("Databricks credentials of the application")
          .hasMessageNotContaining("s3cret");
    }
  }
}
