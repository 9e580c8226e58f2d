package io.github.lakebasecdi.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.lakebasecdi.UserIdentity;
import io.github.lakebasecdi.emulator.LakebaseEmulator;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How pools come and go. */
class LifecycleIT {

  private static LakebaseEmulator emulator;

  @BeforeAll
  static void startEmulator() throws Exception {
    LakebaseEmulator.Builder builder = LakebaseEmulator.builder().maxConnections(200);
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
    await().untilAsserted(() -> assertThat(emulator.counters().connections()).isZero());
  }

  private static String user(int number) {
    return "user" + number + "@example.com";
  }

  private static UserIdentity identity(int number) {
    return UserIdentity.of(user(number), emulator.userToken(user(number)));
  }

  @Test
  void aPoolNobodyUsesIsClosed() throws Exception {
    try (Lakebase lakebase =
        Lakebase.on(emulator, given -> given.with("lakebase.users.evict-after", "1s"))) {
      assertThat(Lakebase.currentUser(lakebase.pools().forUser(identity(0)))).isEqualTo(user(0));
      assertThat(lakebase.pools().statistics().userPools()).isEqualTo(1);

      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () -> {
                assertThat(lakebase.pools().statistics().userPools()).isZero();
                assertThat(lakebase.pools().statistics().evictedPools()).isEqualTo(1);
                assertThat(emulator.counters().connections(user(0))).isZero();
              });
      assertThat(Lakebase.currentUser(lakebase.pools().forUser(identity(0)))).isEqualTo(user(0));
    }
  }

  @Test
  void aPoolWithALentConnectionStays() throws Exception {
    try (Lakebase lakebase =
        Lakebase.on(emulator, given -> given.with("lakebase.users.evict-after", "1s"))) {
      try (Connection lent = lakebase.pools().forUser(identity(1)).getConnection()) {
        assertThat(Lakebase.currentUser(lakebase.pools().forUser(identity(0)))).isEqualTo(user(0));
        await().until(() -> lakebase.pools().statistics().evictedPools() == 1);

        assertThat(Lakebase.currentUser(lent)).isEqualTo(user(1));
        assertThat(lakebase.pools().statistics().userPools()).isEqualTo(1);
      }
    }
  }

  @Test
  void theLeastRecentlyUsedIdlePoolMakesRoom() throws Exception {
    try (Lakebase lakebase =
        Lakebase.on(emulator, given -> given.with("lakebase.users.max-pools", "3"))) {
      List<UserIdentity> people = List.of(identity(0), identity(1), identity(2), identity(3));
      try (Connection lent = lakebase.pools().forUser(people.get(0)).getConnection()) {
        Lakebase.currentUser(lakebase.pools().forUser(people.get(1)));
        Lakebase.currentUser(lakebase.pools().forUser(people.get(2)));
        Lakebase.currentUser(lakebase.pools().forUser(people.get(3)));

        assertThat(lakebase.pools().statistics().userPools()).isEqualTo(3);
        await().untilAsserted(() -> assertThat(emulator.counters().connections(user(1))).isZero());
        assertThat(Lakebase.currentUser(lent)).isEqualTo(user(0));
        Lakebase.currentUser(lakebase.pools().forUser(people.get(2)));
        assertThat(emulator.counters().logins(user(2))).isEqualTo(1);
      }
    }
  }

  @Test
  void whenAllPoolsAreInUseTheMessageSaysSo() throws Exception {
    try (Lakebase lakebase =
            Lakebase.on(emulator, given -> given.with("lakebase.users.max-pools", "1"));
        Connection lent = lakebase.pools().forUser(identity(0)).getConnection()) {
      assertThatThrownBy(() -> lakebase.pools().forUser(identity(1)).getConnection())
          .isInstanceOf(SQLTransientConnectionException.class)
          .hasMessageContaining("lakebase.users.max-pools");
      assertThat(Lakebase.currentUser(lent)).isEqualTo(user(0));
    }
  }

  @Test
  void borrowersNeverFailWhileTheEvictorRunsAllTheTime() throws Exception {
    LakebaseEmulator shared = emulator;
    ExecutorService threads = Executors.newFixedThreadPool(17);
    AtomicBoolean stop = new AtomicBoolean();
    try (Lakebase lakebase =
        Lakebase.on(
            shared,
            given ->
                given.with("lakebase.users.max-pools", "8").with("lakebase.users.max-size", "2"))) {
      List<UserIdentity> people = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        people.add(identity(i));
      }
      List<Future<Integer>> answers = new ArrayList<>();
      for (int thread = 0; thread < 6; thread++) {
        int first = thread;
        answers.add(
            threads.submit(
                () -> {
                  int served = 0;
                  for (int i = 0; i < 60 && !stop.get(); i++) {
                    UserIdentity person = people.get((first * 7 + i) % people.size());
                    assertThat(Lakebase.currentUser(lakebase.pools().forUser(person)))
                        .isEqualTo(person.role());
                    served++;
                  }
                  return served;
                }));
      }
      for (Future<Integer> answer : answers) {
        assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo(60);
      }
      assertThat(lakebase.pools().statistics().evictedPools()).isPositive();
      assertThat(lakebase.pools().statistics().userPools()).isLessThanOrEqualTo(8 + 6);
    } finally {
      stop.set(true);
      threads.shutdownNow();
    }
  }

  @Test
  void closingWaitsForWhatIsLentAndClosesEverything() throws Exception {
    Lakebase lakebase = Lakebase.on(emulator);
    Connection lent = lakebase.pools().forUser(identity(0)).getConnection();
    Lakebase.currentUser(lakebase.pools().servicePrincipal());
    CompletableFuture<Void> closing = CompletableFuture.runAsync(lakebase::close);

    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> lakebase.pools().servicePrincipal().getConnection())
                    .isInstanceOf(SQLNonTransientConnectionException.class)
                    .hasMessageContaining("closed"));
    assertThatThrownBy(() -> lakebase.pools().forUser(identity(1)).getConnection())
        .isInstanceOf(SQLNonTransientConnectionException.class)
        .hasMessageContaining("closed");
    assertThat(Lakebase.currentUser(lent)).isEqualTo(user(0));
    assertThat(closing).isNotDone();
    lent.close();

    closing.get(5, TimeUnit.SECONDS);
    await().untilAsserted(() -> assertThat(emulator.counters().connections()).isZero());
  }

  @Test
  void closingCutsOffWhatDoesNotComeBackInTime() throws Exception {
    Lakebase lakebase =
        Lakebase.on(emulator, given -> given.with("lakebase.shutdown-timeout", "1s"));
    Connection lent = lakebase.pools().forUser(identity(0)).getConnection();
    long start = System.nanoTime();

    lakebase.close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    assertThatThrownBy(() -> Lakebase.currentUser(lent)).isInstanceOf(SQLException.class);
    await().untilAsserted(() -> assertThat(emulator.counters().connections()).isZero());
  }

  @Test
  void closingTwiceDoesNothing() {
    Lakebase lakebase = Lakebase.on(emulator);
    lakebase.close();

    lakebase.close();
  }

  @Test
  void allPoolsShareTheirThreads() throws Exception {
    try (Lakebase lakebase = Lakebase.on(emulator)) {
      CountDownLatch all = new CountDownLatch(20);
      for (int i = 0; i < 20; i++) {
        Lakebase.currentUser(lakebase.pools().forUser(identity(i)));
        all.countDown();
      }
      // HikariCP's adders go five seconds after their last use; housekeepers would stay.
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () ->
                  assertThat(Thread.getAllStackTraces().keySet())
                      .filteredOn(thread -> thread.getName().matches("lakebase-\\d+"))
                      .hasSizeLessThanOrEqualTo(1));
      assertThat(lakebase.pools().statistics().userPools()).isEqualTo(20);
    }
  }

  @Test
  void noThreadStaysBehind() throws Exception {
    Lakebase lakebase = Lakebase.on(emulator);
    Lakebase.currentUser(lakebase.pools().forUser(identity(0)));

    lakebase.close();

    await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().matches("lakebase-\\d+"))
                    .isEmpty());
  }

  @Test
  void anIdleApplicationMintsAndQueriesNothing() throws Exception {
    try (Lakebase lakebase =
        Lakebase.on(
            emulator,
            given ->
                given
                    .with("lakebase.pool.idle-timeout", "10s")
                    .with("lakebase.users.evict-after", "1s"))) {
      Lakebase.currentUser(lakebase.pools().forUser(identity(0)));
      await().until(() -> lakebase.pools().statistics().evictedPools() == 1);

      assertThat(emulator.counters().credentialCalls()).isEqualTo(1);
      assertThat(emulator.counters().connections()).isZero();
    }
  }
}
