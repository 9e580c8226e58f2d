package io.github.lakebasecdi.suite;

import static io.github.lakebasecdi.suite.harness.Lakebase.ALICE;
import static io.github.lakebasecdi.suite.harness.Lakebase.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.lakebasecdi.suite.app.Sight;
import io.github.lakebasecdi.suite.app.identity.IdentityServlet;
import io.github.lakebasecdi.suite.harness.App;
import io.github.lakebasecdi.suite.harness.Caller;
import io.github.lakebasecdi.suite.harness.Ports;
import io.github.lakebasecdi.suite.harness.War;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The emulator in the WAR starts by itself in development mode, and ends with the application. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class LocalLakebaseIT {

  private static final String NAME = "local";
  private static final List<Integer> PORTS = Ports.free(3);

  @ArquillianResource Deployer deployer;

  @Deployment(name = NAME, managed = false, testable = false)
  static WebArchive development() {
    return War.withEmulator(NAME)
        .with(Sight.class)
        .with(IdentityServlet.class)
        .withLogging()
        .set("lakebase.mode", "development")
        .set("lakebase.emulator.workspace-port", PORTS.get(0).toString())
        .set("lakebase.emulator.gateway-port", PORTS.get(1).toString())
        .set("lakebase.emulator.front-door-port", PORTS.get(2).toString())
        .set("lakebase.emulator.app", App.server().toString())
        .build();
  }

  @Test
  void developmentModeServesPeopleThroughTheFrontDoor() {
    deployer.deploy(NAME);
    try {
      App throughFrontDoor = new App(URI.create("http://127.0.0.1:" + PORTS.get(2) + "/" + NAME));
      assertThat(throughFrontDoor.get("/api/identity/mine", basic(ALICE)).body()).isEqualTo(ALICE);
      assertThat(throughFrontDoor.get("/api/identity/mine", basic(BOB)).body()).isEqualTo(BOB);
      assertThat(throughFrontDoor.get("/api/identity/mine", basic(ALICE).email(BOB)).body())
          .isEqualTo(ALICE);
      assertThat(PORTS).allMatch(Ports::isOpen);
    } finally {
      deployer.undeploy(NAME);
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(PORTS).noneMatch(Ports::isOpen));
  }

  private static Caller basic(String email) {
    byte[] login = (email + ":").getBytes(StandardCharsets.UTF_8);
    return Caller.anonymous()
        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
  }
}
