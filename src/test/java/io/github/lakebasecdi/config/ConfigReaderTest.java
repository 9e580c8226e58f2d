package io.github.lakebasecdi.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lakebasecdi.LakebaseConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of the documented table: its default, its fall-backs, what is allowed and what not. */
class ConfigReaderTest {

  private static Arguments row(
      String property, String value, Function<LakebaseConfig, Object> read, Object expected) {
    return Arguments.of(property, value, read, expected);
  }

  static Stream<Arguments> rows() {
    return Stream.of(
        row(
            "lakebase.endpoint",
            "projects/a/branches/b/endpoints/c",
            LakebaseConfig::endpoint,
            Optional.of("projects/a/branches/b/endpoints/c")),
        row("lakebase.host", "db.example", c -> c.server().host(), Optional.of("db.example")),
        row("PGHOST", "db.example", c -> c.server().host(), Optional.of("db.example")),
        row("PGHOST", "::1", c -> c.server().host(), Optional.of("::1")),
        row("lakebase.port", "6543", c -> c.server().port(), 6543),
        row("PGPORT", "6543", c -> c.server().port(), 6543),
        row("lakebase.database", "sales", c -> c.server().database(), "sales"),
        row("lakebase.user", "app", LakebaseConfig::user, Optional.of("app")),
        row("PGUSER", "app", LakebaseConfig::user, Optional.of("app")),
        row("DATABRICKS_CLIENT_ID", "uuid", LakebaseConfig::user, Optional.of("uuid")),
        row("lakebase.ssl-mode", "verify-full", c -> c.server().sslMode(), SslMode.VERIFIED),
        row("PGSSLMODE", "require", c -> c.server().sslMode(), SslMode.VERIFIED),
        row("lakebase.ssl-mode", "prefer", c -> c.server().sslMode(), SslMode.ENCRYPTED),
        row("lakebase.application-name", "shop", c -> c.server().applicationName(), "shop"),
        row("PGAPPNAME", "shop", c -> c.server().applicationName(), "shop"),
        row("lakebase.pool.max-size", "20", c -> c.pool().maxSize(), 20),
        row(
            "lakebase.pool.connection-timeout",
            "500ms",
            c -> c.pool().connectionTimeout(),
            Duration.ofMillis(500)),
        row("lakebase.pool.idle-timeout", "1m", c -> c.pool().idleTimeout(), Duration.ofMinutes(1)),
        row("lakebase.pool.max-lifetime", "1h", c -> c.pool().maxLifetime(), Duration.ofHours(1)),
        row(
            "lakebase.pool.leak-detection-threshold",
            "PT30S",
            c -> c.pool().leakDetectionThreshold(),
            Optional.of(Duration.ofSeconds(30))),
        row("lakebase.users.max-size", "5", c -> c.users().maxSize(), 5),
        row(
            "lakebase.users.max-connections",
            "80",
            c -> c.users().maxConnections(),
            OptionalInt.of(80)),
        row(
            "lakebase.users.max-connections",
            "auto",
            c -> c.users().maxConnections(),
            OptionalInt.empty()),
        row("lakebase.instances", "4", c -> c.users().instances(), 4),
        row(
            "lakebase.users.evict-after",
            "90000",
            c -> c.users().evictAfter(),
            Duration.ofSeconds(90)),
        row("lakebase.users.max-pools", "100", c -> c.users().maxPools(), 100),
        row(
            "lakebase.statement-timeout",
            "5s",
            c -> c.server().statementTimeout(),
            Optional.of(Duration.ofSeconds(5))),
        row(
            "lakebase.idle-in-transaction-timeout",
            "1m",
            c -> c.server().idleInTransactionTimeout(),
            Optional.of(Duration.ofMinutes(1))),
        row(
            "lakebase.token.refresh-ahead",
            "3m",
            LakebaseConfig::refreshAhead,
            Duration.ofMinutes(3)),
        row("lakebase.mode", "development", LakebaseConfig::fallbackToService, true),
        row("lakebase.mode", "production", LakebaseConfig::fallbackToService, false),
        row("lakebase.users.fallback", "none", LakebaseConfig::fallbackToService, false),
        row("lakebase.headers.token", "X-Token", c -> c.headers().token(), "X-Token"),
        row("lakebase.headers.email", "X-Mail", c -> c.headers().email(), "X-Mail"),
        row("lakebase.headers.user", "X-User", c -> c.headers().user(), "X-User"),
        row(
            "lakebase.headers.preferred-username",
            "X-Name",
            c -> c.headers().preferredUsername(),
            "X-Name"),
        row(
            "lakebase.shutdown-timeout",
            "14s",
            LakebaseConfig::shutdownTimeout,
            Duration.ofSeconds(14)),
        row(
            "lakebase.jdbc.prepareThreshold",
            "1",
            c -> c.server().jdbcProperties().get("prepareThreshold"),
            "1"),
        row(
            "databricks.host",
            "https://w.example",
            c -> c.workspace().host(),
            Optional.of("https://w.example")),
        row("databricks.client-id", "id", c -> c.workspace().clientId(), Optional.of("id")),
        row("databricks.profile", "DEV", c -> c.workspace().profile(), Optional.of("DEV")));
  }

  @ParameterizedTest(name = "{0}={1}")
  @MethodSource("rows")
  void reads(
      String property, String value, Function<LakebaseConfig, Object> read, Object expected) {
    LakebaseConfig config = Given.enough().with(property, value).read();

    assertThat(read.apply(config)).isEqualTo(expected);
  }

  @Test
  void hasTheDocumentedDefaults() {
    LakebaseConfig config = Given.enough().read();

    assertThat(config.server().host()).isEmpty();
    assertThat(config.server().port()).isEqualTo(5432);
    assertThat(config.server().sslMode()).isEqualTo(SslMode.VERIFIED);
    assertThat(config.server().sslRootCert()).isEmpty();
    assertThat(config.server().applicationName()).isEqualTo("lakebase-cdi");
    assertThat(config.server().statementTimeout()).isEmpty();
    assertThat(config.server().idleInTransactionTimeout()).isEmpty();
    assertThat(config.user()).isEmpty();
    assertThat(config.password()).isEmpty();
    assertThat(config.pool())
        .isEqualTo(
            new LakebaseConfig.Pool(
                10,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(30),
                Optional.empty()));
    assertThat(config.users())
        .isEqualTo(
            new LakebaseConfig.Users(3, OptionalInt.empty(), 1, Duration.ofMinutes(5), 10_000));
    assertThat(config.refreshAhead()).isEqualTo(Duration.ofMinutes(2));
    assertThat(config.fallbackToService()).isFalse();
    assertThat(config.shutdownTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.headers())
        .isEqualTo(
            new LakebaseConfig.Headers(
                "X-Forwarded-Access-Token",
                "X-Forwarded-Email",
                "X-Forwarded-User",
                "X-Forwarded-Preferred-Username"));
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "lakebase.endpoint, projects/p/endpoints/e",
    "lakebase.endpoint, my-endpoint",
    "lakebase.host, https://db.example",
    "lakebase.host, db.example:5432",
    "lakebase.host, a b",
    "lakebase.port, 0",
    "lakebase.port, 65536",
    "lakebase.port, https",
    "lakebase.ssl-mode, allow",
    "lakebase.ssl-mode, verify-ca",
    "lakebase.ssl-mode, disable",
    "lakebase.ssl-root-cert, /no/such/file.pem",
    "lakebase.application-name, naïve",
    "lakebase.pool.max-size, 0",
    "lakebase.pool.max-size, many",
    "lakebase.pool.connection-timeout, 100ms",
    "lakebase.pool.connection-timeout, soon",
    "lakebase.pool.idle-timeout, 9s",
    "lakebase.pool.idle-timeout, 30m",
    "lakebase.pool.max-lifetime, 10s",
    "lakebase.pool.leak-detection-threshold, 1s",
    "lakebase.pool.leak-detection-threshold, 31m",
    "lakebase.users.max-size, -1",
    "lakebase.users.max-connections, 0",
    "lakebase.users.max-connections, some",
    "lakebase.instances, 0",
    "lakebase.users.evict-after, 10ms",
    "lakebase.users.max-pools, 0",
    "lakebase.statement-timeout, -5s",
    "lakebase.statement-timeout, PT-5S",
    "lakebase.idle-in-transaction-timeout, 0",
    "lakebase.token.refresh-ahead, 31m",
    "lakebase.mode, test",
    "lakebase.users.fallback, user",
    "lakebase.users.fallback, service-principal",
    "lakebase.headers.token, X Token",
    "lakebase.headers.email, 'X:'",
    "lakebase.headers.user, (user)",
    "lakebase.headers.preferred-username, a/b",
    "lakebase.shutdown-timeout, forever",
    "lakebase.jdbc.preferQueryMode, simple",
    "lakebase.jdbc.options, -c role=someone",
    "lakebase.jdbc.options, --session-authorization=someone",
    "lakebase.headers.token, X-Forwarded-Email",
    "databricks.host, http://workspace.example",
    "databricks.host, ftp://workspace.example",
  })
  void namesPropertyEnvironmentAndValueOfWhatIsWrong(String property, String value) {
    assertThat(Given.enough().with(property, value).problems())
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .startsWith(property + " (in the environment ")
                    .contains(ConfigReader.environmentName(property))
                    .contains("\"" + value + "\"")
                    .contains("; "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user",
        "password",
        "sslmode",
        "sslfactory",
        "sslHostnameVerifier",
        "socketFactory",
        "authenticationPluginClassName",
        "PGHOST",
        "xmlFactoryFactory",
        "connectExecutor",
        "loggerLevel"
      })
  void refusesDriverPropertiesThatUndoSecurityWithoutShowingThem(String key) {
    assertThat(Given.enough().with("lakebase.jdbc." + key, "hush-hush").problems())
        .singleElement()
        .asString()
        .startsWith("lakebase.jdbc." + key)
        .doesNotContain("hush-hush");
  }

  @Test
  void requiresAnEndpointUnlessThereIsAPassword() {
    assertThat(Given.enough().without("lakebase.endpoint").problems())
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .startsWith(
                        "lakebase.endpoint (in the environment LAKEBASE_ENDPOINT) is not set")
                    .contains("projects/{project}/branches/{branch}/endpoints/{endpoint}"));
    assertThat(
            Given.enough()
                .without("lakebase.endpoint")
                .with("lakebase.password", "x")
                .with("lakebase.user", "app")
                .with("lakebase.host", "db.example")
                .problems())
        .isEmpty();
  }

  @Test
  void requiresADatabaseAndMentionsTheUsualOne() {
    assertThat(Given.enough().without("lakebase.database").problems())
        .singleElement()
        .asString()
        .contains("lakebase.database", "LAKEBASE_DATABASE", "PGDATABASE", "databricks_postgres");
  }

  @Test
  void requiresHostAndUserOfANativePassword() {
    assertThat(
            Given.enough().without("lakebase.endpoint").with("lakebase.password", "x").problems())
        .satisfiesExactlyInAnyOrder(
            problem -> assertThat(problem).startsWith("lakebase.host").contains("not set"),
            problem -> assertThat(problem).startsWith("lakebase.user").contains("not set"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "127.1.2.3", "::1"})
  void allowsPlainConnectionsToThisMachine(String host) {
    LakebaseConfig config =
        Given.enough().with("lakebase.host", host).with("lakebase.ssl-mode", "disable").read();

    assertThat(config.server().sslMode()).isEqualTo(SslMode.PLAIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"db.example", "127.0.0.1.example", "localhost.example", "10.0.0.1"})
  void refusesToSendATokenInTheClearToAnotherMachine(String host) {
    assertThat(Given.enough().with("PGHOST", host).with("PGSSLMODE", "disable").problems())
        .singleElement()
        .asString()
        .contains("lakebase.ssl-mode", "PGSSLMODE", "in the clear");
  }

  @Test
  void readsTheRootCertificate(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("ca.pem"));

    assertThat(Given.enough().with("PGSSLROOTCERT", file.toString()).read().server().sslRootCert())
        .contains(file);
  }

  @Test
  void prefersThePropertyToTheFallback() {
    LakebaseConfig config = Given.enough().with("PGPORT", "1").with("lakebase.port", "2").read();

    assertThat(config.server().port()).isEqualTo(2);
  }

  @Test
  void developmentModeFallsBackUnlessToldNotTo() {
    Given development = Given.enough().with("lakebase.mode", "development");

    assertThat(development.read().fallbackToService()).isTrue();
    assertThat(development.with("lakebase.users.fallback", "none").read().fallbackToService())
        .isFalse();
  }

  @Test
  void reportsFiveMistakesAtOnce() {
    Given wrong =
        Given.nothing()
            .with("lakebase.endpoint", "wrong")
            .with("lakebase.port", "none")
            .with("lakebase.ssl-mode", "maybe")
            .with("lakebase.pool.max-size", "0");

    assertThatThrownBy(wrong::read)
        .isInstanceOfSatisfying(
            LakebaseConfigurationException.class, e -> assertThat(e.problems()).hasSize(5))
        .hasMessageStartingWith("LKB0001")
        .hasMessageContaining("5 problems")
        .hasMessageContaining("lakebase.endpoint")
        .hasMessageContaining("lakebase.port")
        .hasMessageContaining("lakebase.ssl-mode")
        .hasMessageContaining("lakebase.pool.max-size")
        .hasMessageContaining("lakebase.database");
  }

  @Test
  void neverShowsASecret() {
    LakebaseConfig config =
        Given.enough()
            .with("lakebase.password", "s3cret")
            .with("lakebase.user", "app")
            .with("databricks.client-secret", "s3cret")
            .with("databricks.token", "s3cret")
            .read();

    assertThat(config.toString()).doesNotContain("s3cret");
    assertThat(config.password()).contains(new Secret("s3cret"));
    assertThat(
            String.join(
                "\n",
                Given.nothing()
                    .with("lakebase.password", "s3cret")
                    .with("databricks.client-secret", "s3cret")
                    .problems()))
        .isNotEmpty()
        .doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "30s, 30000",
    "5m, 300000",
    "500ms, 500",
    "1500, 1500",
    "PT30S, 30000",
    "2h, 7200000",
    "30 s, 30000",
    "pt1m, 60000"
  })
  void readsDurationsInEveryForm(String text, long millis) {
    assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({
    "lakebase.host, postgresql://alice:s3cret@db.example/d",
    "lakebase.endpoint, https://alice:s3cret@w.example",
    "databricks.host, https://alice:s3cret@w.example"
  })
  void hidesAPasswordInAnAddressThatDoesNotBelongThere(String property, String value) {
    assertThat(String.join("\n", Given.enough().with(property, value).problems()))
        .contains(property, "//***@")
        .doesNotContain("s3cret");
  }

  @Test
  void keepsTheBlanksOfAPassword() {
    assertThat(
            Given.enough()
                .with("lakebase.user", "app")
                .with("lakebase.password", " p ")
                .read()
                .password())
        .contains(new Secret(" p "));
  }

  @Test
  void blankIsAsGoodAsAbsent() {
    assertThat(Given.enough().with("lakebase.port", "  ").read().server().port()).isEqualTo(5432);
    assertThat(Given.enough().with("lakebase.database", " ").problems())
        .isEqualTo(List.copyOf(Given.enough().without("lakebase.database").problems()));
  }
}
