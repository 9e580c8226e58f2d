package io.github.lakebasecdi.suite;

import static io.github.lakebasecdi.suite.harness.Lakebase.ALICE;
import static io.github.lakebasecdi.suite.harness.Lakebase.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.lakebasecdi.suite.app.Sight;
import io.github.lakebasecdi.suite.app.identity.IdentityServlet;
import io.github.lakebasecdi.suite.app.threads.ThreadsResource;
import io.github.lakebasecdi.suite.harness.Answer;
import io.github.lakebasecdi.suite.harness.App;
import io.github.lakebasecdi.suite.harness.Caller;
import io.github.lakebasecdi.suite.harness.Lakebase;
import io.github.lakebasecdi.suite.harness.War;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Away from the request's thread: the right person or a clear error, and never anybody else. */
@ExtendWith(ArquillianExtension.class)
class OutsideRequestIT {

  private static final String NAME = "threads";

  private final App app = new App(NAME);
  private final Caller alice = Caller.signedIn(ALICE);
  private final Caller bob = Caller.signedIn(BOB);

  @Deployment(testable = false)
  static WebArchive application() {
    return War.withLibrary(NAME)
        .with(Sight.class)
        .with(IdentityServlet.class)
        .with(ThreadsResource.class)
        .withErrorPage(409, "/servlet")
        .withLogging()
        .onLakebase()
        .build();
  }

  @Test
  void plainThreadGetsTheClearError() {
    assertOutside(app.get("/api/threads/mine", alice));
  }

  @Test
  void plainThreadGetsTheServicePrincipalWhereThatIsAskedFor() {
    assertThat(app.get("/api/threads/everyones", alice).body())
        .isEqualTo(Lakebase.emulator().clientId());
  }

  @Test
  void identityTakenAlongWorksOnAPlainThread() {
    assertThat(app.get("/api/threads/for-user", alice).body()).isEqualTo(ALICE);
    assertThat(app.get("/api/threads/for-user", bob).body()).isEqualTo(BOB);
  }

  @Test
  void identityTakenAlongIsChecked() {
    Caller thief = Caller.of(ALICE, Lakebase.emulator().userToken(BOB));

    assertThat(app.get("/api/threads/for-user", alice).body()).isEqualTo(ALICE);
    assertThat(app.get("/api/threads/for-user", thief).lines()).startsWith("28P01");
  }

  @Test
  void asyncDispatchFindsTheRightPerson() {
    assertSees(ALICE, app.get("/async?dispatch=/servlet", alice));
    assertSees(BOB, app.get("/async?dispatch=/servlet", bob));
  }

  /** Whether the request's context is there is up to the server. */
  @Test
  void asyncThreadOfTheServerFindsTheRightPersonOrTheClearError() {
    for (int round = 0; round < 5; round++) {
      assertSelfOrOutside(ALICE, app.get("/async", alice));
      assertSelfOrOutside(BOB, app.get("/async", bob));
    }
  }

  @Test
  void errorPageFindsTheRightPerson() {
    Answer toAlice = app.get("/failing", alice);
    Answer toBob = app.get("/failing", bob);

    assertThat(toAlice.status()).isEqualTo(409);
    assertSees(ALICE, toAlice);
    assertSees(BOB, toBob);
  }

  private static void assertSees(String person, Answer answer) {
    assertThat(answer.lines()).containsExactly(person, person, Lakebase.emulator().clientId());
  }

  private static void assertSelfOrOutside(String person, Answer answer) {
    if (answer.status() == 200) {
      assertThat(answer.body()).isEqualTo(person);
    } else {
      assertOutside(answer);
    }
  }

  private static void assertOutside(Answer answer) {
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body())
        .startsWith("28000\nSQLInvalidAuthorizationSpecException\nLKB03")
        .contains("LakebasePools.forUser");
  }
}
