package io.github.lakebasecdi.suite;

import static io.github.lakebasecdi.suite.harness.Lakebase.ALICE;
import static io.github.lakebasecdi.suite.harness.Lakebase.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.lakebasecdi.emulator.Counters;
import io.github.lakebasecdi.suite.app.Sight;
import io.github.lakebasecdi.suite.app.identity.IdentityServlet;
import io.github.lakebasecdi.suite.app.vault.VaultCredentials;
import io.github.lakebasecdi.suite.harness.App;
import io.github.lakebasecdi.suite.harness.Caller;
import io.github.lakebasecdi.suite.harness.Lakebase;
import io.github.lakebasecdi.suite.harness.Minting;
import io.github.lakebasecdi.suite.harness.War;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A bean of the application's own replaces the minting. */
@ExtendWith(ArquillianExtension.class)
class CredentialSourceIT {

  private static final String NAME = "vault";
  private static final String TOKEN = "a token that only the vault knows";

  private final App app = new App(NAME);

  @Deployment(testable = false)
  static WebArchive application() {
    return War.withLibrary(NAME)
        .with(Sight.class)
        .with(IdentityServlet.class)
        .with(VaultCredentials.class)
        .withLogging()
        .onLakebase()
        .set("vault.token", TOKEN)
        .set("vault.user", Minting.credential(Lakebase.emulator().userToken(ALICE)))
        .set("vault.service", Minting.serviceCredential())
        .build();
  }

  @Test
  void theWorkspaceIsNotAskedForCredentials() {
    Counters counters = Lakebase.emulator().counters();
    counters.reset();

    assertThat(app.get("/servlet", Caller.of(ALICE, TOKEN)).lines())
        .containsExactly(ALICE, ALICE, Lakebase.emulator().clientId());

    assertThat(counters.credentialCalls()).isZero();
  }

  @Test
  void aRefusalOfTheSourceReachesTheCaller() {
    assertThat(app.get("/servlet", Caller.of(ALICE, "another token")).body())
        .startsWith("28000\nSQLInvalidAuthorizationSpecException")
        .contains("the vault does not know this token");
  }

  /** The vault trusts its token; the database still looks at whose credential it is. */
  @Test
  void aCredentialOfSomeoneElseIsRefused() {
    assertThat(app.get("/servlet", Caller.of(BOB, TOKEN)).lines()).startsWith("28P01");
  }
}
