package io.github.lakebasecdi.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who gets in, with pgjdbc, and what is said to those who do not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayLoginIT {

  private static final String ALICE = "alice@example.com";
  private static final String BOB = "bob@example.com";
  private static final String DAVE = "dave@example.com";

  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-22T10:00:00Z"));
  private LakebaseEmulator emulator;
  private Client client;

  @BeforeAll
  void start() {
    emulator = LakebaseEmulator.builder().user(ALICE).user(BOB).person(DAVE).clock(clock).start();
    client = new Client(emulator);
  }

  @AfterAll
  void stop() {
    emulator.close();
  }

  @BeforeEach
  void reset() {
    emulator.knobs().reset();
  }

  @Test
  void aPersonLogsInAsThemselves() throws SQLException {
    try (Connection alice = client.connect(ALICE)) {
      assertThat(Client.query(alice, "SELECT current_user")).isEqualTo(ALICE);
      assertThat(Client.query(alice, "SELECT session_user")).isEqualTo(ALICE);
    }
  }

  @Test
  void theServicePrincipalMayCreateAndOwnsWhatItCreates() throws SQLException {
    try (Connection service = client.connectAsService()) {
      Client.execute(service, "CREATE SCHEMA mine", "CREATE TABLE mine.t (id int)");
      assertThat(Client.query(service, "SELECT tableowner FROM pg_tables WHERE tablename = 't'"))
          .isEqualTo(emulator.clientId());
      assertState("42501", () -> Client.execute(service, "CREATE ROLE other"));
      assertState("42501", () -> Client.execute(service, "CREATE DATABASE other"));
    }
  }

  @Test
  void directTlsIsAnsweredToo() throws SQLException {
    String credential = client.mint(emulator.userToken(ALICE));

    try (Connection alice = client.connect(ALICE, credential, Map.of("sslNegotiation", "direct"))) {
      assertThat(Client.query(alice, "SELECT current_user")).isEqualTo(ALICE);
    }
  }

  @Test
  void withoutTlsNobodyGetsIn() {
    String credential = client.mint(emulator.userToken(ALICE));

    assertRefused(
        "XX000",
        "connection is insecure",
        () -> client.connect(ALICE, credential, Map.of("sslmode", "disable")));
  }

  @Test
  void expiryCountsAtLoginOnly() throws SQLException {
    String credential = client.mint(emulator.userToken(ALICE));
    try (Connection open = client.connect(ALICE, credential)) {
      clock.advance(Duration.ofMinutes(60));

      assertRefused(
          "28P01",
          "password authentication failed for user \"alice@example.com\"",
          () -> client.connect(ALICE, credential));
      assertThat(Client.query(open, "SELECT current_user")).isEqualTo(ALICE);
    }
  }

  @Test
  void anothersCredentialDoesNotMatch() {
    String bobs = client.mint(emulator.userToken(BOB));

    assertRefused(
        "28P01",
        "token's identity \"bob@example.com\" did not match the security label configured for role \"alice@example.com\"",
        () -> client.connect(ALICE, bobs));
  }

  @Test
  void aRoleThatIsMissingHasNoLabel() {
    String daves = client.mint(emulator.userToken(DAVE));

    assertRefused(
        "28P01",
        "An oauth token was supplied but no role security label was configured in postgres for role \"dave@example.com\"",
        () -> client.connect(DAVE, daves));
  }

  @Test
  void aRoleWithoutALabelDoesNotLetIn() throws SQLException {
    try (Connection owner = emulator.superuserConnection()) {
      Client.execute(owner, "CREATE ROLE \"dave@example.com\" LOGIN");
      assertRefused("28P01", "no role security label", () -> client.connect(DAVE));
      Client.execute(owner, "DROP ROLE \"dave@example.com\"");
    }
  }

  @Test
  void theOwnerOfTheServerIsNobodysRole() {
    String credential = client.mint(emulator.userToken(ALICE));

    assertRefused("28P01", "no role security label", () -> client.connect("postgres", credential));
  }

  @Test
  void rolesComeAndGo() throws SQLException {
    emulator.createRole(DAVE);
    try (Connection dave = client.connect(DAVE)) {
      assertThat(Client.query(dave, "SELECT current_user")).isEqualTo(DAVE);
    }
    emulator.dropRole(DAVE);

    assertRefused("28P01", "no role security label", () -> client.connect(DAVE));
  }

  @Test
  void aRoleCanBeRefusedByKnob() throws SQLException {
    emulator.knobs().refuseRole(ALICE);
    assertRefused("28P01", "no role security label", () -> client.connect(ALICE));

    emulator.knobs().acceptRole(ALICE);
    client.connect(ALICE).close();
  }

  @Test
  void whatIsNoCredentialIsRefused() {
    assertRefused(
        "XX000",
        "Provided authentication token is not a valid JWT encoding",
        () -> client.connect(ALICE, "dapi0123456789"));
    assertRefused(
        "28P01",
        "Failed to decode token for role \"alice@example.com\"",
        () -> client.connect(ALICE, emulator.forgedUserToken(ALICE)));
    assertRefused(
        "28P01", "Failed to decode token", () -> client.connect(ALICE, emulator.userToken(ALICE)));
  }

  @Test
  void anUnknownDatabaseIsPostgresOwnAnswer() {
    String credential = client.mint(emulator.userToken(ALICE));

    assertRefused(
        "3D000",
        "database \"nope\" does not exist",
        () -> client.connect("nope", ALICE, credential, Map.of()));
  }

  @Test
  void aSleepingComputeSaysSo() throws SQLException {
    try (Connection open = client.connect(ALICE)) {
      emulator.knobs().asleep(true);
      assertState("57P03", () -> client.connect(ALICE));
      assertThat(Client.query(open, "SELECT 1")).isEqualTo("1");

      emulator.knobs().asleep(false);
      client.connect(ALICE).close();
    }
  }

  @Test
  void loginsAreCountedPerRole() throws SQLException {
    emulator.counters().reset();

    client.connect(BOB).close();
    client.connect(BOB).close();
    assertState("28P01", () -> client.connect(DAVE));

    assertThat(emulator.counters().logins(BOB)).isEqualTo(2);
    assertThat(emulator.counters().logins(DAVE)).isZero();
    assertThat(emulator.counters().logins()).isEqualTo(2);
  }

  private interface Action {
    void run() throws SQLException;
  }

  private static void assertState(String sqlState, Action action) {
    assertRefused(sqlState, "", action);
  }

  private static void assertRefused(String sqlState, String message, Action action) {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(action::run)
        .withMessageContaining(message)
        .extracting(SQLException::getSQLState)
        .isEqualTo(sqlState);
  }
}
