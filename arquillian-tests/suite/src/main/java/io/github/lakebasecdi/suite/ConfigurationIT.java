package io.github.lakebasecdi.suite;

import static io.github.lakebasecdi.suite.harness.Lakebase.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lakebasecdi.suite.app.Sight;
import io.github.lakebasecdi.suite.app.identity.IdentityServlet;
import io.github.lakebasecdi.suite.harness.App;
import io.github.lakebasecdi.suite.harness.Caller;
import io.github.lakebasecdi.suite.harness.Lakebase;
import io.github.lakebasecdi.suite.harness.Ports;
import io.github.lakebasecdi.suite.harness.ServerLog;
import io.github.lakebasecdi.suite.harness.War;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Settings from the application's file: good ones work, bad ones stop this application only. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ConfigurationIT {

  private static final String GOOD = "configured";
  private static final String BAD = "misconfigured";

  private static final int EMULATOR_PORT = Ports.free(1).get(0);

  @ArquillianResource Deployer deployer;

  @Deployment(name = GOOD, managed = false, testable = false)
  static WebArchive good() {
    return War.withLibrary(GOOD)
        .with(Sight.class)
        .with(IdentityServlet.class)
        .withLogging()
        .onLakebase()
        .set("lakebase.application-name", "suite-configured")
        .set("lakebase.headers.email", "X-Test-Email")
        .set("lakebase.headers.token", "X-Test-Token")
        .build();
  }

  @Deployment(name = BAD, managed = false, testable = false)
  static WebArchive bad() {
    return War.withEmulator(BAD)
        .with(Sight.class)
        .with(IdentityServlet.class)
        .withLogging()
        .set("lakebase.database", "databricks_postgres")
        .set("lakebase.port", "many")
        .set("lakebase.ssl-mode", "allow")
        .set("lakebase.pool.idle-timeout", "1s")
        .set("lakebase.emulator.gateway-port", Integer.toString(EMULATOR_PORT))
        .build();
  }

  @Test
  void settingsTakeEffect() {
    deployer.deploy(GOOD);
    try {
      assertConfigured();
    } finally {
      deployer.undeploy(GOOD);
    }
  }

  /** Nor does the emulator help out in production mode, although the WAR has it. */
  @Test
  void fiveMistakesAreReportedAtOnceAndTheServerLivesOn() {
    ServerLog log = ServerLog.fromNow();
    try {
      assertThatThrownBy(() -> deployer.deploy(BAD)).isInstanceOf(Exception.class);
      assertThat(Ports.isOpen(EMULATOR_PORT)).isFalse();
    } finally {
      deployer.undeploy(BAD);
    }

    assertThat(log.text())
        .contains("LKB0001: the Lakebase configuration has 5 problems")
        .contains("lakebase.endpoint", "LAKEBASE_ENDPOINT")
        .contains("lakebase.host", "PGHOST")
        .contains("many", "lakebase.port", "PGPORT")
        .contains("allow", "lakebase.ssl-mode", "PGSSLMODE")
        .contains("1s", "lakebase.pool.idle-timeout", "LAKEBASE_POOL_IDLE_TIMEOUT")
        .doesNotContain("LKB0401");

    settingsTakeEffect();
  }

  private static void assertConfigured() {
    String token = Lakebase.emulator().userToken(ALICE);
    Caller renamed = Caller.anonymous().header("X-Test-Email", ALICE).header("X-Test-Token", token);
    App app = new App(GOOD);

    assertThat(app.get("/api/identity/mine", renamed).body()).isEqualTo(ALICE);
    assertThat(app.get("/api/identity/application-name", renamed).body())
        .isEqualTo("suite-configured");
    assertThat(app.get("/api/identity/mine", Caller.of(ALICE, token)).body())
        .startsWith("28000")
        .contains("X-Test-Token");
  }
}
