package io.github.lakebasecdi.suite;

import static io.github.lakebasecdi.suite.harness.Lakebase.ALICE;
import static io.github.lakebasecdi.suite.harness.Lakebase.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.lakebasecdi.suite.app.Sight;
import io.github.lakebasecdi.suite.app.identity.IdentityServlet;
import io.github.lakebasecdi.suite.harness.App;
import io.github.lakebasecdi.suite.harness.Caller;
import io.github.lakebasecdi.suite.harness.Lakebase;
import io.github.lakebasecdi.suite.harness.War;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Both data sources and the caller, wherever an application may inject them. */
@ExtendWith(ArquillianExtension.class)
class InjectionIT {

  private static final String NAME = "injection";

  private final App app = new App(NAME);
  private final Caller alice = Caller.signedIn(ALICE);
  private final Caller bob = Caller.signedIn(BOB);

  @Deployment(testable = false)
  static WebArchive application() {
    return War.withLibrary(NAME).with(Sight.class).with(IdentityServlet.class).onLakebase().build();
  }

  @Test
  void applicationScopedBean() {
    assertEachSeesOneself("/api/identity/application");
  }

  @Test
  void requestScopedBean() {
    assertEachSeesOneself("/api/identity/request");
  }

  @Test
  void dependentBean() {
    assertEachSeesOneself("/api/identity/dependent");
  }

  /** Two people in one session, as when one signs out and the other in: the bean pins nobody. */
  @Test
  void sessionScopedBean() {
    assertEachSeesOneself("/api/identity/session");
  }

  @Test
  void restResource() {
    assertEachSeesOneself("/api/identity/resource");
  }

  @Test
  void servlet() {
    assertEachSeesOneself("/servlet");
  }

  @Test
  void filterOfTheApplication() {
    assertEachSeesOneself("/filter");
  }

  private void assertEachSeesOneself(String path) {
    String service = Lakebase.emulator().clientId();
    for (int round = 0; round < 2; round++) {
      assertThat(app.get(path, alice).lines()).containsExactly(ALICE, ALICE, service);
      assertThat(app.get(path, bob).lines()).containsExactly(BOB, BOB, service);
    }
  }
}
