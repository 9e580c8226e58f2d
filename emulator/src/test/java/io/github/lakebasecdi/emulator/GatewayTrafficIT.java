package io.github.lakebasecdi.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.StringReader;
import java.net.ConnectException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postgresql.PGConnection;

/** What passes through the gateway, how much of it, and what the knobs do to it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayTrafficIT {

  private static final String ALICE = "alice@example.com";
  private static final String BOB = "bob@example.com";
  private static final int MAX_CONNECTIONS = 70;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private LakebaseEmulator emulator;
  private Client client;

  @BeforeAll
  void start() {
    emulator =
        LakebaseEmulator.builder().user(ALICE).user(BOB).maxConnections(MAX_CONNECTIONS).start();
    client = new Client(emulator);
  }

  @AfterAll
  void stop() {
    threads.shutdownNow();
    emulator.close();
  }

  @BeforeEach
  void reset() {
    emulator.knobs().reset();
    await().until(() -> emulator.counters().connections() == 0);
    emulator.counters().reset();
  }

  @Test
  void aStatementCanBeCancelled() throws Exception {
    try (Connection alice = client.connect(ALICE);
        Statement statement = alice.createStatement();
        Connection watcher = emulator.superuserConnection()) {
      Future<Boolean> running = threads.submit(() -> statement.execute("SELECT pg_sleep(60)"));
      await()
          .until(
              () ->
                  Client.query(
                          watcher,
                          "SELECT count(*) FROM pg_stat_activity"
                              + " WHERE wait_event = 'PgSleep' AND usename = '"
                              + ALICE
                              + "'")
                      .equals("1"));

      statement.cancel();

      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(running::get)
          .havingCause()
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
      assertThat(Client.query(alice, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void copyAndLargeResultsPassUnchanged() throws SQLException, IOException {
    int rows = 200_000;
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      lines.append(i).append("\tthe quick brown fox ").append(i).append('\n');
    }
    try (Connection alice = client.connect(ALICE)) {
      Client.execute(alice, "CREATE TEMPORARY TABLE copied (id int, words text)");
      long copied =
          alice
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("COPY copied FROM STDIN", new StringReader(lines.toString()));
      assertThat(copied).isEqualTo(rows);

      int read = 0;
      try (Statement statement = alice.createStatement();
          ResultSet row = statement.executeQuery("SELECT id, words FROM copied ORDER BY id")) {
        while (row.next()) {
          assertThat(row.getString(2)).isEqualTo("the quick brown fox " + read);
          read++;
        }
      }
      assertThat(read).isEqualTo(rows);
    }
  }

  @Test
  void manyConnectAtOnceAndAreCounted() throws Exception {
    int many = 60;
    String credential = client.mint(emulator.userToken(ALICE));
    List<Future<Connection>> logins = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      logins.add(threads.submit(() -> client.connect(ALICE, credential)));
    }
    List<Connection> connections = new ArrayList<>();
    for (Future<Connection> login : logins) {
      connections.add(login.get());
    }
    try (Connection bob = client.connect(BOB)) {
      assertThat(Client.query(bob, "SELECT 1")).isEqualTo("1");
      assertThat(emulator.counters().connections(ALICE)).isEqualTo(many);
      assertThat(emulator.counters().connections(BOB)).isEqualTo(1);
      assertThat(emulator.counters().connections()).isEqualTo(many + 1);
      for (Connection connection : connections) {
        assertThat(Client.query(connection, "SELECT current_user")).isEqualTo(ALICE);
      }
    }
    for (Connection connection : connections) {
      connection.close();
    }
    await().until(() -> emulator.counters().connections() == 0);
    assertThat(emulator.counters().peakConnections()).isEqualTo(many + 1);
    assertThat(emulator.counters().logins(ALICE)).isEqualTo(many);
  }

  @Test
  void beyondTheLimitTheGatewayRefuses() throws SQLException {
    emulator.knobs().maxConnections(2);
    try (Connection first = client.connect(ALICE);
        Connection second = client.connect(BOB)) {
      assertRefused("XX000", "Too many connections to this endpoint. Please try again later.");
      assertThat(Client.query(first, "SELECT 1")).isEqualTo("1");
      assertThat(Client.query(second, "SELECT 1")).isEqualTo("1");
    }
    await().until(() -> emulator.counters().connections() == 0);
    client.connect(ALICE).close();
  }

  @Test
  void withTheGatewaysLimitOutOfTheWayPostgresRefuses() throws SQLException {
    emulator.knobs().maxConnections(1_000);
    List<Connection> connections = new ArrayList<>();
    try {
      for (int i = 0; i < MAX_CONNECTIONS; i++) {
        connections.add(client.connect(ALICE));
      }
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(
              () -> {
                for (int i = 0; i < EmbeddedServer.OWN_CONNECTIONS + 1; i++) {
                  connections.add(client.connect(ALICE));
                }
              })
          .withMessageContaining("connection slots")
          .extracting(SQLException::getSQLState)
          .isEqualTo("53300");
      try (Connection owner = emulator.superuserConnection()) {
        assertThat(Client.query(owner, "SELECT 1")).isEqualTo("1");
      }
    } finally {
      for (Connection connection : connections) {
        connection.close();
      }
    }
  }

  @Test
  void connectionsAreCutAllOrByRole() throws SQLException {
    try (Connection alice = client.connect(ALICE);
        Connection bob = client.connect(BOB)) {
      emulator.knobs().cutConnections(ALICE);

      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> Client.query(alice, "SELECT 1"))
          .satisfies(e -> assertThat(e.getSQLState()).startsWith("08"));
      assertThat(Client.query(bob, "SELECT 1")).isEqualTo("1");

      emulator.knobs().cutConnections();
      assertThatExceptionOfType(SQLException.class).isThrownBy(() -> Client.query(bob, "SELECT 1"));
    }
  }

  @Test
  void theServerLearnsThatAConnectionWasCut() throws SQLException {
    Connection alice = client.connect(ALICE);
    try (Connection watcher = emulator.superuserConnection()) {
      Client.execute(alice, "BEGIN");

      emulator.knobs().cutConnections();

      await()
          .until(
              () ->
                  Client.query(
                          watcher,
                          "SELECT count(*) FROM pg_stat_activity WHERE usename = '" + ALICE + "'")
                      .equals("0"));
    } finally {
      // Its close would complain that there is nobody to say goodbye to.
      alice.abort(Runnable::run);
    }
  }

  @Test
  void nobodyListensWhileToldNotTo() throws SQLException {
    String credential = client.mint(emulator.userToken(ALICE));
    try (Connection open = client.connect(ALICE, credential)) {
      emulator.knobs().stopListening(true);
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> client.connect(ALICE, credential))
          .withRootCauseInstanceOf(ConnectException.class);
      assertThat(Client.query(open, "SELECT 1")).isEqualTo("1");

      emulator.knobs().stopListening(false);
      client.connect(ALICE, credential).close();
    }
  }

  @Test
  void aLoginCanBeDelayed() throws SQLException {
    String credential = client.mint(emulator.userToken(ALICE));
    Duration delay = Duration.ofMillis(300);
    emulator.knobs().gatewayDelay(delay);

    long start = System.nanoTime();
    client.connect(ALICE, credential).close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(delay);
  }

  @Test
  void theWorkspaceCanBeDelayedAndHung() throws Exception {
    String token = emulator.userToken(ALICE);
    Duration delay = Duration.ofMillis(300);
    emulator.knobs().workspaceDelay(delay);
    long start = System.nanoTime();
    client.mint(token);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(delay);

    emulator.knobs().hangWorkspace(true);
    Future<String> hanging = threads.submit(() -> client.mint(token));
    await().until(() -> emulator.counters().credentialCalls(ALICE) == 2);
    assertThat(hanging).isNotDone();

    emulator.knobs().hangWorkspace(false);
    assertThat(hanging.get()).isNotEmpty();
  }

  private void assertRefused(String sqlState, String message) {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> client.connect(ALICE))
        .withMessageContaining(message)
        .extracting(SQLException::getSQLState)
        .isEqualTo(sqlState);
  }
}
