package io.github.lakebasecdi.suite;

import static io.github.lakebasecdi.suite.harness.Lakebase.ALICE;
import static io.github.lakebasecdi.suite.harness.Lakebase.BOB;
import static io.github.lakebasecdi.suite.harness.Lakebase.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.lakebasecdi.suite.app.Sight;
import io.github.lakebasecdi.suite.app.notes.NotesSchema;
import io.github.lakebasecdi.suite.harness.Answer;
import io.github.lakebasecdi.suite.harness.App;
import io.github.lakebasecdi.suite.harness.Caller;
import io.github.lakebasecdi.suite.harness.Lakebase;
import io.github.lakebasecdi.suite.harness.War;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever is not who the headers say gets no row, and an answer that says why. */
@ExtendWith(ArquillianExtension.class)
class RefusalIT {

  private static final String NAME = "refusal";
  private static final String REFUSED = "SQLInvalidAuthorizationSpecException";
  private static final int OVER_16_KIB = 17 * 1024;

  private final App app = new App(NAME);

  @Deployment(testable = false)
  static WebArchive application() {
    return War.withLibrary(NAME)
        .with(Sight.class)
        .with(NotesSchema.class)
        .withFile(NotesSchema.class, "notes.sql")
        .withLogging()
        .onLakebase()
        .build();
  }

  @Test
  void anothersTokenBeforeAndAfterTheRightfulPoolIsWarm() {
    String victim = Lakebase.user(30);
    Caller rightful = Caller.signedIn(victim);
    Caller thief = Caller.of(victim, Lakebase.emulator().userToken(BOB));

    assertNotThem(app.get("/notes", thief), victim);
    assertThat(app.get("/notes", rightful).status()).isEqualTo(200);
    assertNotThem(app.get("/notes", thief), victim);
    assertThat(app.get("/notes", rightful).status()).isEqualTo(200);
    assertNotThem(app.get("/notes", thief), victim);
  }

  @Test
  void anothersTokenThatHasAWarmPoolOfItsOwn() {
    String token = Lakebase.emulator().userToken(BOB);

    assertThat(app.get("/notes", Caller.of(BOB, token)).status()).isEqualTo(200);
    assertNotThem(app.get("/notes", Caller.of(ALICE, token)), ALICE);
  }

  @Test
  void forgedToken() {
    assertRefused(
        app.get("/notes", Caller.of(ALICE, Lakebase.emulator().forgedUserToken(ALICE))), "LKB0105");
  }

  @Test
  void forgedTokenWhereTheRightfulPoolIsWarm() {
    assertThat(app.get("/notes", Caller.signedIn(ALICE)).status()).isEqualTo(200);
    forgedToken();
  }

  @Test
  void expiredToken() {
    String expired = Lakebase.emulator().userToken(ALICE, Duration.ofSeconds(-10), "postgres");

    assertRefused(app.get("/notes", Caller.of(ALICE, expired)), "LKB0105", "sign in again");
  }

  @Test
  void tokenWithoutTheScope() {
    String other =
        Lakebase.emulator().userToken(ALICE, Duration.ofMinutes(10), "iam.current-user:read");

    assertRefused(app.get("/notes", Caller.of(ALICE, other)), "LKB0105", "user_api_scopes");
  }

  @Test
  void garbageForAToken() {
    assertRefused(app.get("/notes", Caller.of(ALICE, "garbage")), "LKB0105");
  }

  @Test
  void missingToken() {
    assertRefused(
        app.get("/notes", Caller.anonymous().email(ALICE)), "LKB0303", "X-Forwarded-Access-Token");
  }

  @Test
  void missingName() {
    String token = Lakebase.emulator().userToken(ALICE);

    assertRefused(
        app.get("/notes", Caller.anonymous().token(token)), "LKB0304", "X-Forwarded-Email");
  }

  @Test
  void twoDifferentNames() {
    assertRefused(
        app.get("/notes", Caller.signedIn(ALICE).email(BOB)), "LKB0302", "X-Forwarded-Email");
  }

  @Test
  void twoDifferentTokens() {
    String another = Lakebase.emulator().userToken(BOB);

    assertRefused(
        app.get("/notes", Caller.signedIn(ALICE).token(another)),
        "LKB0302",
        "X-Forwarded-Access-Token");
  }

  @Test
  void emptyName() {
    String token = Lakebase.emulator().userToken(ALICE);

    assertRefused(app.get("/notes", Caller.of("", token)), "LKB0302", "X-Forwarded-Email");
  }

  @Test
  void emptyToken() {
    assertRefused(app.get("/notes", Caller.of(ALICE, "")), "LKB0302", "X-Forwarded-Access-Token");
  }

  /** Some servers refuse such a header themselves. */
  @Test
  void headerOfMoreThan16Kib() {
    Answer answer = app.get("/notes", Caller.of(ALICE, "x".repeat(OVER_16_KIB)));

    if (answer.status() == 401) {
      assertRefused(answer, "LKB0302", "16 KiB");
    } else {
      assertThat(answer.status()).isIn(400, 413, 431);
    }
  }

  @Test
  void unknownRoleIsRefusedAtOnceWithAdvice() {
    assertThat(app.get("/notes", Caller.signedIn(ALICE)).status()).isEqualTo(200);
    Caller nobody = Caller.signedIn(NOBODY);

    long start = System.nanoTime();
    Answer answer = app.get("/notes", nobody);
    Duration taken = Duration.ofNanos(System.nanoTime() - start);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body())
        .startsWith("28P01\n" + REFUSED)
        .contains("databricks postgres create-role", "\"postgres_role\": \"" + NOBODY + "\"");
    assertThat(taken).isLessThan(Duration.ofSeconds(1));
  }

  private static void assertNotThem(Answer answer, String victim) {
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body())
        .startsWith("28P01\n" + REFUSED)
        .contains("belongs to someone else")
        .doesNotContain(victim + "|");
  }

  private static void assertRefused(Answer answer, String... said) {
    assertThat(answer.body()).startsWith("28000\n" + REFUSED).contains(said);
    assertThat(answer.status()).isEqualTo(401);
  }
}
