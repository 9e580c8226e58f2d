package io.github.lakebasecdi.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.lakebasecdi.CredentialSource;
import io.github.lakebasecdi.DatabaseCredential;
import io.github.lakebasecdi.UserIdentity;
import io.github.lakebasecdi.config.Given;
import io.github.lakebasecdi.emulator.LakebaseEmulator;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody waits longer than the connection timeout, whoever does not answer. */
class SilentServerIT {

  private static final String ALICE = "alice@example.com";
  private static final Duration BOUND = Duration.ofMillis(3500);

  private static LakebaseEmulator emulator;

  @BeforeAll
  static void startEmulator() {
    LakebaseEmulator.Builder builder = LakebaseEmulator.builder().user(ALICE);
    for (int i = 0; i < 20; i++) {
      builder.user(user(i));
    }
    emulator = builder.start();
  }

  @AfterAll
  static void stopEmulator() {
    emulator.close();
  }

  @BeforeEach
  void reset() {
    emulator.knobs().reset();
    emulator.counters().reset();
  }

  private static String user(int number) {
    return "user" + number + "@example.com";
  }

  private static Lakebase inFrontOf(ServerSocket silent, UnaryOperator<Given> change) {
    return Lakebase.on(
        emulator,
        given -> change.apply(given.with("PGPORT", Integer.toString(silent.getLocalPort()))));
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  void aServerThatAcceptsAndSaysNothingIsGivenUpInTime() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Lakebase lakebase =
            inFrontOf(silent, given -> given.with("lakebase.pool.connection-timeout", "1s"))) {
      for (int i = 0; i < 2; i++) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> lakebase.pools().servicePrincipal().getConnection())
            .isInstanceOf(SQLTransientConnectionException.class)
            .hasMessageContaining("LKB0217");
        assertThat(since(start)).isLessThan(BOUND);
      }
    }
  }

  @Test
  void aGatewayThatSaysNothingIsGivenUpInTimeAndServesAgainLater() throws Exception {
    emulator.knobs().gatewayDelay(Duration.ofMinutes(1));
    try (Lakebase lakebase =
        Lakebase.on(emulator, given -> given.with("lakebase.pool.connection-timeout", "1s"))) {
      UserIdentity alice = UserIdentity.of(ALICE, emulator.userToken(ALICE));
      long start = System.nanoTime();
      assertThatThrownBy(() -> lakebase.pools().forUser(alice).getConnection())
          .isInstanceOf(SQLTransientConnectionException.class)
          .hasMessageContaining("LKB0217");
      assertThat(since(start)).isLessThan(BOUND);

      emulator.knobs().gatewayDelay(Duration.ZERO);
      await()
          .untilAsserted(
              () ->
                  assertThat(Lakebase.currentUser(lakebase.pools().forUser(alice)))
                      .isEqualTo(ALICE));
    }
  }

  @Test
  void manyWhoWaitForAHostThatTheWorkspaceDoesNotTellWaitNoLonger() throws Exception {
    emulator.knobs().hangWorkspace(true);
    ExecutorService threads = Executors.newFixedThreadPool(16);
    Lakebase lakebase =
        Lakebase.on(
            emulator,
            given -> given.without("PGHOST").with("lakebase.pool.connection-timeout", "1s"));
    try {
      List<Future<Duration>> waits = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        UserIdentity person = UserIdentity.of(user(i), emulator.userToken(user(i)));
        waits.add(
            threads.submit(
                () -> {
                  long start = System.nanoTime();
                  assertThatThrownBy(() -> lakebase.pools().forUser(person).getConnection())
                      .isInstanceOf(SQLTransientConnectionException.class)
                      .hasMessageContaining("LKB0106");
                  return since(start);
                }));
      }
      for (Future<Duration> wait : waits) {
        assertThat(wait.get(60, TimeUnit.SECONDS)).isLessThan(BOUND);
      }
    } finally {
      emulator.knobs().reset();
      threads.shutdownNow();
      lakebase.close();
    }
  }

  @Test
  void aWorkspaceThatHangsDoesNotKeepConnectionsOpenAtShutdown() throws Exception {
    Lakebase lakebase =
        Lakebase.on(emulator, given -> given.with("lakebase.shutdown-timeout", "2s"));
    ExecutorService threads = Executors.newFixedThreadPool(20);
    try {
      assertThat(lakebase.userOf(ALICE, emulator.userToken(ALICE))).isEqualTo(ALICE);
      emulator.knobs().hangWorkspace(true);
      for (int i = 0; i < 20; i++) {
        UserIdentity person = UserIdentity.of(user(i), emulator.userToken(user(i)));
        threads.execute(
            () ->
                assertThatThrownBy(() -> lakebase.pools().forUser(person).getConnection())
                    .isInstanceOf(SQLException.class));
      }
      await().until(() -> lakebase.pools().statistics().userPools() == 21);
      assertThat(emulator.counters().connections()).isEqualTo(1);
      long start = System.nanoTime();

      lakebase.close();

      assertThat(since(start)).isLessThan(Duration.ofSeconds(5));
      await().untilAsserted(() -> assertThat(emulator.counters().connections()).isZero());
    } finally {
      emulator.knobs().reset();
      threads.shutdownNow();
    }
  }

  @Test
  void aLoginUnderWayEndsInTimeAlsoWhenThePoolsAreClosedMeanwhile() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Lakebase lakebase =
          inFrontOf(
              silent,
              given ->
                  given
                      .with("lakebase.shutdown-timeout", "500ms")
                      .with("lakebase.pool.connection-timeout", "2s"));
      CompletableFuture<Boolean> caller =
          CompletableFuture.supplyAsync(
              () -> {
                try (Connection got = lakebase.pools().servicePrincipal().getConnection()) {
                  return got.isClosed();
                } catch (SQLException e) {
                  return true;
                }
              });
      try (var accepted = silent.accept()) {
        lakebase.close();
        assertThat(accepted.isClosed()).isFalse();
        assertThat(caller.get(10, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  @Test
  void whoeverWaitsWhileThePoolsCloseIsToldSo() throws Exception {
    Lakebase lakebase =
        Lakebase.on(
            emulator,
            given ->
                given
                    .with("lakebase.users.max-size", "1")
                    .with("lakebase.shutdown-timeout", "500ms")
                    .with("lakebase.pool.connection-timeout", "2s"));
    UserIdentity alice = UserIdentity.of(ALICE, emulator.userToken(ALICE));
    Connection held = lakebase.pools().forUser(alice).getConnection();
    CompletableFuture<SQLException> waiter =
        CompletableFuture.supplyAsync(
            () -> {
              try (Connection second = lakebase.pools().forUser(alice).getConnection()) {
                return new SQLException("got " + second);
              } catch (SQLException e) {
                return e;
              }
            });
    await().until(() -> lakebase.pools().statistics().users().waiting() == 1);

    lakebase.close();

    assertThat((Throwable) waiter.get(10, TimeUnit.SECONDS))
        .isInstanceOf(SQLNonTransientConnectionException.class)
        .hasMessageContaining("closed");
    held.close();
  }

  @Test
  void aSourceThatReturnsNothingOnceIsAskedAgain() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    String credential;
    try (Lakebase lakebase = Lakebase.on(emulator)) {
      credential = emulator.userToken(ALICE);
      assertThat(lakebase.userOf(ALICE, credential)).isEqualTo(ALICE);
    }
    CredentialSource forgetful =
        new CredentialSource() {
          @Override
          @SuppressWarnings("NullAway") // what a careless application does
          public DatabaseCredential forServicePrincipal() {
            return calls.incrementAndGet() == 1
                ? null
                : new DatabaseCredential("not-a-token", Instant.now().plusSeconds(600));
          }

          @Override
          public DatabaseCredential forUser(UserIdentity user) {
            throw new IllegalStateException("not asked");
          }
        };
    try (Lakebase lakebase = Lakebase.on(emulator, forgetful)) {
      assertThatThrownBy(() -> lakebase.pools().servicePrincipal().getConnection())
          .hasMessageContaining("not a valid JWT");
      assertThat(calls.get()).isGreaterThan(1);
    }
  }
}
