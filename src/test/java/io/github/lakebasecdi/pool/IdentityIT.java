package io.github.lakebasecdi.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.lakebasecdi.LakebasePools;
import io.github.lakebasecdi.UserIdentity;
import io.github.lakebasecdi.emulator.LakebaseEmulator;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gets whose connection. */
class IdentityIT {

  private static final String ALICE = "alice@example.com";
  private static final String BOB = "bob@example.com";
  private static final String CAROL = "carol@example.com";

  private static LakebaseEmulator emulator;
  private Lakebase lakebase;

  @BeforeAll
  static void startEmulator() throws Exception {
    LakebaseEmulator.Builder builder =
        LakebaseEmulator.builder().user(ALICE).user(BOB).person(CAROL).maxConnections(300);
    for (int i = 0; i < 50; i++) {
      builder.user(user(i));
    }
    emulator = builder.start();
  }

  @AfterAll
  static void stopEmulator() {
    emulator.close();
  }

  @BeforeEach
  void openPools() {
    emulator.knobs().reset();
    emulator.counters().reset();
    lakebase = Lakebase.on(emulator);
  }

  @AfterEach
  void closePools() {
    lakebase.close();
  }

  private static String user(int number) {
    return "user" + number + "@example.com";
  }

  @Test
  void buildingThePoolsAsksNobody() {
    assertThat(emulator.counters().credentialCalls()).isZero();
    assertThat(emulator.counters().discoveryCalls()).isZero();
    assertThat(emulator.counters().connections()).isZero();
    assertThat(lakebase.pools().statistics().service())
        .isEqualTo(new LakebasePools.Connections(0, 0, 0));
  }

  @Test
  void everyoneIsThemselves() throws Exception {
    assertThat(Lakebase.currentUser(lakebase.pools().servicePrincipal()))
        .isEqualTo(emulator.clientId());
    assertThat(lakebase.userOf(ALICE, emulator.userToken(ALICE))).isEqualTo(ALICE);
    assertThat(lakebase.userOf(BOB, emulator.userToken(BOB))).isEqualTo(BOB);
  }

  @Test
  void aPersonCostsOneMintAndNoDiscovery() throws Exception {
    lakebase.userOf(ALICE, emulator.userToken(ALICE));
    // The host is compared with the endpoint's once, in the background, by the service principal.
    await().until(() -> emulator.counters().endpointCalls() == 1);
    int discovery = emulator.counters().discoveryCalls();
    int logins = emulator.counters().tokenCalls();
    String token = emulator.userToken(BOB);
    for (int i = 0; i < 20; i++) {
      assertThat(lakebase.userOf(BOB, token)).isEqualTo(BOB);
    }

    assertThat(emulator.counters().credentialCalls(BOB)).isEqualTo(1);
    assertThat(emulator.counters().logins(BOB)).isEqualTo(1);
    assertThat(emulator.counters().discoveryCalls()).isEqualTo(discovery);
    assertThat(emulator.counters().tokenCalls()).isEqualTo(logins);
    assertThat(emulator.counters().endpointCalls()).isEqualTo(1);
  }

  @Test
  void fiftyPeopleTimesTwentyFirstRequestsCostFiftyMints() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(200);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<String>> answers = new ArrayList<>();
      for (int person = 0; person < 50; person++) {
        UserIdentity identity = UserIdentity.of(user(person), emulator.userToken(user(person)));
        for (int request = 0; request < 20; request++) {
          answers.add(
              threads.submit(
                  () -> {
                    start.await();
                    return Lakebase.currentUser(lakebase.pools().forUser(identity));
                  }));
        }
      }
      start.countDown();
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get(60, TimeUnit.SECONDS)).isEqualTo(user(i / 20));
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(emulator.counters().credentialCalls()).isEqualTo(50);
    for (int person = 0; person < 50; person++) {
      assertThat(emulator.counters().credentialCalls(user(person))).isEqualTo(1);
      assertThat(emulator.counters().logins(user(person))).isBetween(1, 3);
    }
    assertThat(lakebase.pools().statistics().userPools()).isEqualTo(50);
  }

  @Test
  void anEmailWithAnothersTokenGetsNothingBeforeThePoolIsWarmAndAfter() throws Exception {
    String bobs = emulator.userToken(BOB);
    refuses(ALICE, bobs, "28P01", "someone else");

    String alices = emulator.userToken(ALICE);
    try (Connection warm =
        lakebase.pools().forUser(UserIdentity.of(ALICE, alices)).getConnection()) {
      assertThat(Lakebase.currentUser(warm)).isEqualTo(ALICE);
      refuses(ALICE, bobs, "28P01", "someone else");
    }
    refuses(ALICE, bobs, "28P01", "someone else");

    assertThat(lakebase.userOf(ALICE, alices)).isEqualTo(ALICE);
    assertThat(emulator.counters().logins(ALICE)).isEqualTo(1);
    assertThat(lakebase.pools().statistics().userPools()).isEqualTo(1);
  }

  @Test
  void forgedExpiredAndGarbageTokensGetNothingWhileThePoolIsWarm() throws Exception {
    String alices = emulator.userToken(ALICE);
    assertThat(lakebase.userOf(ALICE, alices)).isEqualTo(ALICE);

    refuses(ALICE, emulator.forgedUserToken(ALICE), "28000", "sign in again");
    refuses(
        ALICE,
        emulator.userToken(ALICE, Duration.ofSeconds(-10), "postgres"),
        "28000",
        "sign in again");
    refuses(ALICE, "garbage", "28000", "sign in again");
    refuses(
        ALICE, emulator.userToken(ALICE, Duration.ofMinutes(5), "sql"), "28000", "user_api_scopes");
    assertThat(lakebase.userOf(ALICE, alices)).isEqualTo(ALICE);
  }

  @Test
  void anUnknownRoleIsRefusedAtOnceWithTheCommandThatCreatesIt() {
    UserIdentity carol = UserIdentity.of(CAROL, emulator.userToken(CAROL));
    long start = System.nanoTime();

    assertThatThrownBy(() -> lakebase.pools().forUser(carol).getConnection())
        .isInstanceOfSatisfying(
            SQLInvalidAuthorizationSpecException.class,
            e -> assertThat(e.getSQLState()).isEqualTo("28P01"))
        .hasMessageContaining(CAROL)
        .hasMessageContaining("databricks postgres create-role")
        .hasMessageContaining("\"postgres_role\": \"" + CAROL + "\"")
        .hasMessageContaining(
            emulator.endpoint().substring(0, emulator.endpoint().indexOf("/endpoints/")));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void aRefusalReachesAllWhoWaitForIt() throws Exception {
    UserIdentity carol = UserIdentity.of(CAROL, emulator.userToken(CAROL));
    emulator.knobs().workspaceDelay(Duration.ofMillis(300));
    ExecutorService threads = Executors.newFixedThreadPool(20);
    try {
      long start = System.nanoTime();
      List<Future<Connection>> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        answers.add(threads.submit(() -> lakebase.pools().forUser(carol).getConnection()));
      }
      for (Future<Connection> answer : answers) {
        assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS))
            .hasCauseInstanceOf(SQLInvalidAuthorizationSpecException.class);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aRoleThatIsCreatedLaterIsServed() throws Exception {
    String dave = "dave@example.com";
    try (LakebaseEmulator own = LakebaseEmulator.builder().person(dave).start();
        Lakebase pools = Lakebase.on(own)) {
      String token = own.userToken(dave);
      assertThatThrownBy(() -> pools.userOf(dave, token))
          .isInstanceOf(SQLInvalidAuthorizationSpecException.class);

      own.createRole(dave);

      assertThat(pools.userOf(dave, token)).isEqualTo(dave);
    }
  }

  @Test
  void aNewTokenOfTheSamePersonIsServedAndTheOldOneStays() throws Exception {
    String old = emulator.userToken(ALICE);
    String fresh = emulator.userToken(ALICE);
    try (Connection inFlight =
        lakebase.pools().forUser(UserIdentity.of(ALICE, old)).getConnection()) {
      for (int i = 0; i < 10; i++) {
        assertThat(lakebase.userOf(ALICE, fresh)).isEqualTo(ALICE);
        assertThat(lakebase.userOf(ALICE, old)).isEqualTo(ALICE);
      }
      assertThat(Lakebase.currentUser(inFlight)).isEqualTo(ALICE);
    }
    assertThat(emulator.counters().credentialCalls(ALICE)).isEqualTo(2);
  }

  @Test
  void twoPeopleOnOneThreadNeverMix() throws Exception {
    UserIdentity alice = UserIdentity.of(ALICE, emulator.userToken(ALICE));
    UserIdentity bob = UserIdentity.of(BOB, emulator.userToken(BOB));
    for (int i = 0; i < 100; i++) {
      assertThat(Lakebase.currentUser(lakebase.pools().forUser(alice))).isEqualTo(ALICE);
      assertThat(Lakebase.currentUser(lakebase.pools().forUser(bob))).isEqualTo(BOB);
    }
  }

  private void refuses(String email, String token, String state, String advice) {
    assertThatThrownBy(() -> lakebase.userOf(email, token))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state))
        .isInstanceOf(SQLInvalidAuthorizationSpecException.class)
        .hasMessageContaining(advice)
        .hasMessageNotContaining(token);
  }
}
