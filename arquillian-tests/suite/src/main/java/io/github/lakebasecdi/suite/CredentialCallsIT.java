package io.github.lakebasecdi.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lakebasecdi.emulator.Counters;
import io.github.lakebasecdi.suite.app.Sight;
import io.github.lakebasecdi.suite.app.identity.IdentityServlet;
import io.github.lakebasecdi.suite.harness.Answer;
import io.github.lakebasecdi.suite.harness.App;
import io.github.lakebasecdi.suite.harness.Caller;
import io.github.lakebasecdi.suite.harness.Lakebase;
import io.github.lakebasecdi.suite.harness.War;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A crowd of first requests mints once for each person. */
@ExtendWith(ArquillianExtension.class)
class CredentialCallsIT {

  private static final String NAME = "crowd";
  private static final int REQUESTS_EACH = 20;

  private final App app = new App(NAME);

  private record Asked(String person, CompletableFuture<Answer> answer) {}

  @Deployment(testable = false)
  static WebArchive application() {
    return War.withLibrary(NAME)
        .with(Sight.class)
        .with(IdentityServlet.class)
        .withLogging()
        .onLakebase()
        // A thousand requests on two cores: what is counted is not how long they take.
        .set("lakebase.pool.connection-timeout", "60s")
        .build();
  }

  @Test
  void oneCallForEachPerson() {
    Counters counters = Lakebase.emulator().counters();
    counters.reset();

    for (Asked asked : askAll()) {
      assertThat(asked.answer().join().body()).isEqualTo(asked.person());
    }

    assertThat(counters.credentialCalls()).isEqualTo(Lakebase.USERS);
    for (int number = 1; number <= Lakebase.USERS; number++) {
      assertThat(counters.credentialCalls(Lakebase.user(number))).isEqualTo(1);
    }
  }

  /** All start before the first is answered. */
  private List<Asked> askAll() {
    List<Caller> people = new ArrayList<>();
    for (int number = 1; number <= Lakebase.USERS; number++) {
      people.add(Caller.signedIn(Lakebase.user(number)));
    }
    List<Asked> all = new ArrayList<>();
    for (int request = 0; request < REQUESTS_EACH; request++) {
      for (int person = 0; person < Lakebase.USERS; person++) {
        all.add(
            new Asked(
                Lakebase.user(person + 1), app.getAsync("/api/identity/mine", people.get(person))));
      }
    }
    return all;
  }
}
