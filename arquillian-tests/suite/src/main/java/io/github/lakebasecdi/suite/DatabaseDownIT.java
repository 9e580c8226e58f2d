package io.github.lakebasecdi.suite;

import static io.github.lakebasecdi.suite.harness.Lakebase.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.lakebasecdi.emulator.Knobs;
import io.github.lakebasecdi.suite.app.Sight;
import io.github.lakebasecdi.suite.app.identity.IdentityServlet;
import io.github.lakebasecdi.suite.harness.Answer;
import io.github.lakebasecdi.suite.harness.App;
import io.github.lakebasecdi.suite.harness.Caller;
import io.github.lakebasecdi.suite.harness.Lakebase;
import io.github.lakebasecdi.suite.harness.War;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A database that does not answer is an error in good time, and no lasting damage. */
@ExtendWith(ArquillianExtension.class)
class DatabaseDownIT {

  private static final String NAME = "down";
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** For the request itself, on a busy machine. */
  private static final Duration LENIENCY = Duration.ofSeconds(3);

  private final App app = new App(NAME);
  private final Caller alice = Caller.signedIn(ALICE);
  private final Knobs knobs = Lakebase.emulator().knobs();

  @Deployment(testable = false)
  static WebArchive application() {
    return War.withLibrary(NAME)
        .with(Sight.class)
        .with(IdentityServlet.class)
        .withLogging()
        .onLakebase()
        .set("lakebase.pool.connection-timeout", TIMEOUT.toSeconds() + "s")
        .build();
  }

  @AfterEach
  void up() {
    knobs.reset();
  }

  @Test
  void anotherPersonsFirstConnection() {
    assertThat(app.get("/api/identity/mine", alice).body()).isEqualTo(ALICE);
    Caller other = Caller.signedIn(Lakebase.user(1));

    down();
    assertDown(other);

    knobs.stopListening(false);
    assertThat(app.get("/api/identity/mine", other).body()).isEqualTo(Lakebase.user(1));
  }

  @Test
  void connectionsOfAWarmPoolAreLost() {
    assertThat(app.get("/api/identity/mine", alice).body()).isEqualTo(ALICE);

    down();
    // A connection that was in use a moment ago is lent unseen, and is lost in the first statement.
    assertThat(app.get("/api/identity/mine", alice).lines().get(0)).startsWith("08");
    assertDown(alice);

    knobs.stopListening(false);
    assertThat(app.get("/api/identity/mine", alice).body()).isEqualTo(ALICE);
  }

  private void down() {
    knobs.stopListening(true);
    knobs.cutConnections();
  }

  private void assertDown(Caller caller) {
    long start = System.nanoTime();
    Answer answer = app.get("/api/identity/mine", caller);
    Duration taken = Duration.ofNanos(System.nanoTime() - start);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.lines().get(0)).startsWith("08");
    assertThat(answer.lines().get(1)).isEqualTo("SQLTransientConnectionException");
    assertThat(taken).isLessThan(TIMEOUT.plus(LENIENCY));
  }
}
