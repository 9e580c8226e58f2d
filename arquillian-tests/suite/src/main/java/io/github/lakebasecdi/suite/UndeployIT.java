package io.github.lakebasecdi.suite;

import static io.github.lakebasecdi.suite.harness.Lakebase.ALICE;
import static io.github.lakebasecdi.suite.harness.Lakebase.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.lakebasecdi.suite.app.Sight;
import io.github.lakebasecdi.suite.app.identity.IdentityServlet;
import io.github.lakebasecdi.suite.app.observer.ThreadNamesServlet;
import io.github.lakebasecdi.suite.harness.App;
import io.github.lakebasecdi.suite.harness.Caller;
import io.github.lakebasecdi.suite.harness.Lakebase;
import io.github.lakebasecdi.suite.harness.War;
import java.time.Duration;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application that goes takes its connections and threads with it. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class UndeployIT {

  private static final String LEAVING = "leaving";
  private static final String OBSERVER = "observer";

  /** The server has answered the undeployment before its last thread is gone. */
  private static final Duration SETTLED = Duration.ofSeconds(10);

  @ArquillianResource Deployer deployer;

  @Deployment(name = OBSERVER, testable = false)
  static WebArchive observer() {
    return War.plain(OBSERVER).with(ThreadNamesServlet.class).build();
  }

  @Deployment(name = LEAVING, managed = false, testable = false)
  static WebArchive leaving() {
    return War.withLibrary(LEAVING)
        .with(Sight.class)
        .with(IdentityServlet.class)
        .withLogging()
        .onLakebase()
        .build();
  }

  @Test
  void undeploymentClosesConnectionsAndEndsThreads() {
    deployer.deploy(LEAVING);
    try {
      App app = new App(LEAVING);
      assertThat(app.get("/servlet", Caller.signedIn(ALICE)).status()).isEqualTo(200);
      assertThat(app.get("/servlet", Caller.signedIn(BOB)).status()).isEqualTo(200);
      assertThat(Lakebase.emulator().counters().connections()).isGreaterThanOrEqualTo(3);
      assertThat(moduleThreads()).isNotEmpty();
    } finally {
      deployer.undeploy(LEAVING);
    }

    await()
        .atMost(SETTLED)
        .untilAsserted(
            () -> {
              assertThat(Lakebase.emulator().counters().connections()).isZero();
              assertThat(moduleThreads()).isEmpty();
            });
  }

  private static List<String> moduleThreads() {
    return new App(OBSERVER)
        .get("/threads", Caller.anonymous()).lines().stream()
            .filter(name -> name.matches("lakebase-\\d.*"))
            .toList();
  }
}
