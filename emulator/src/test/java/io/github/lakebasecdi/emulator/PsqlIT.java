package io.github.lakebasecdi.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The login as the documentation shows it: curl gets a credential, psql uses it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PsqlIT {

  private static final String ALICE = "alice@example.com";

  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-22T10:00:00Z"));
  private LakebaseEmulator emulator;

  @BeforeAll
  void start() {
    for (String tool : List.of("psql", "curl", "sed")) {
      assumeTrue(isOnThePath(tool), tool + " is not installed: its test is skipped");
    }
    emulator = LakebaseEmulator.builder().user(ALICE).clock(clock).start();
  }

  @AfterAll
  void stop() {
    if (emulator != null) {
      emulator.close();
    }
  }

  @Test
  void theServicePrincipalLogsInWithACredentialGotByCurl() throws Exception {
    Result result =
        shell(
            """
            token=$(curl -s -u "$DATABRICKS_CLIENT_ID:$DATABRICKS_CLIENT_SECRET" \
              -d 'grant_type=client_credentials&scope=all-apis' "$DATABRICKS_HOST/oidc/v1/token" \
              | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
            export PGPASSWORD=$(curl -s -H "Authorization: Bearer $token" \
              -d "{\\"endpoint\\": \\"$LAKEBASE_ENDPOINT\\"}" "$DATABRICKS_HOST/api/2.0/postgres/credentials" \
              | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')
            psql -At -c 'SELECT current_user' 'sslmode=verify-full'
            """,
            "");

    assertThat(result.output()).isEqualTo(emulator.clientId() + "\n");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void anExpiredCredentialIsRefused() throws Exception {
    String credential = new Client(emulator).mint(emulator.userToken(ALICE));
    String script = "psql -At -U alice@example.com -c 'SELECT current_user'";
    assertThat(shell(script, credential).output()).isEqualTo("alice@example.com\n");

    clock.advance(Duration.ofMinutes(60));
    Result refused = shell(script, credential);

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.output())
        .contains("FATAL:  password authentication failed for user \"alice@example.com\"");
  }

  @Test
  void whatIsNoTokenIsRefusedInTheProxysWords() throws Exception {
    Result refused = shell("psql -U alice@example.com -c 'SELECT 1'", "secret");

    assertThat(refused.output())
        .contains("ERROR:  Provided authentication token is not a valid JWT encoding");
  }

  private record Result(int exitCode, String output) {}

  private Result shell(String script, String password) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true);
    builder.environment().putAll(emulator.environment());
    builder.environment().put("PGPASSWORD", password);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }

  private static boolean isOnThePath(String tool) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(directory -> new File(directory, tool).canExecute());
  }
}
