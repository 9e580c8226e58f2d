package io.github.lakebasecdi.suite;

import static io.github.lakebasecdi.suite.harness.Lakebase.ALICE;
import static io.github.lakebasecdi.suite.harness.Lakebase.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.lakebasecdi.suite.app.Sight;
import io.github.lakebasecdi.suite.app.identity.IdentityServlet;
import io.github.lakebasecdi.suite.app.threads.ThreadsResource;
import io.github.lakebasecdi.suite.harness.App;
import io.github.lakebasecdi.suite.harness.Caller;
import io.github.lakebasecdi.suite.harness.Lakebase;
import io.github.lakebasecdi.suite.harness.Ports;
import io.github.lakebasecdi.suite.harness.ServerLog;
import io.github.lakebasecdi.suite.harness.War;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Development mode on a Lakebase that is named: whoever brings no token gets the service principal,
 * and the emulator in the WAR does not start.
 */
@ExtendWith(ArquillianExtension.class)
class FallbackIT {

  private static final String NAME = "fallback";
  private static final int UNUSED_PORT = Ports.free(1).get(0);

  private final App app = new App(NAME);

  @Deployment(testable = false)
  static WebArchive application() {
    return War.withEmulator(NAME)
        .with(Sight.class)
        .with(IdentityServlet.class)
        .with(ThreadsResource.class)
        .withLogging()
        .onLakebase()
        .set("lakebase.mode", "development")
        .set("lakebase.emulator.gateway-port", Integer.toString(UNUSED_PORT))
        .build();
  }

  @Test
  void requestWithoutTokenGetsTheServicePrincipalAndOneWarning() {
    ServerLog log = ServerLog.fromNow();

    for (int request = 0; request < 3; request++) {
      assertThat(app.get("/api/identity/mine", Caller.anonymous()).body())
          .isEqualTo(Lakebase.emulator().clientId());
    }

    assertThat(log.linesWith("LKB0305")).hasSize(1);
  }

  @Test
  void whoeverBringsATokenIsStillChecked() {
    assertThat(app.get("/api/identity/mine", Caller.signedIn(ALICE)).body()).isEqualTo(ALICE);
    assertThat(
            app.get("/api/identity/mine", Caller.of(ALICE, Lakebase.emulator().userToken(BOB)))
                .lines())
        .startsWith("28P01");
  }

  @Test
  void invalidIdentityDoesNotFallBack() {
    assertThat(app.get("/api/identity/mine", Caller.of(ALICE, "")).lines()).startsWith("28000");
  }

  @Test
  void plainThreadDoesNotFallBack() {
    assertThat(app.get("/api/threads/mine", Caller.anonymous()).lines()).startsWith("28000");
  }

  @Test
  void emulatorOfTheWarDoesNotStart() {
    assertThat(app.get("/api/identity/mine", Caller.signedIn(ALICE)).status()).isEqualTo(200);
    assertThat(Ports.isOpen(UNUSED_PORT)).isFalse();
  }
}
