package io.github.lakebasecdi.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.Connection;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;

/** No token, credential or secret is logged, whether it was accepted or refused. */
class SecretsIT {

  private static final String ALICE = "alice@example.com";
  private static final String BOB = "bob@example.com";

  private final Logger root = Logger.getLogger("");
  private final Logger emulators = Logger.getLogger("io.github.lakebasecdi");

  private static final class Recorder extends Handler {
    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();

    @Override
    public void publish(LogRecord line) {
      lines.add(new SimpleFormatter().format(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void nothingSecretIsLoggedOrThrown() throws Exception {
    Recorder recorder = new Recorder();
    recorder.setLevel(Level.ALL);
    root.addHandler(recorder);
    emulators.setLevel(Level.ALL);
    StringBuilder thrown = new StringBuilder();
    Set<String> secrets;
    try (LakebaseEmulator emulator = LakebaseEmulator.builder().user(ALICE).user(BOB).start()) {
      Client client = new Client(emulator);
      try (Connection alice = client.connect(ALICE);
          Connection service = client.connectAsService()) {
        assertThat(Client.query(alice, "SELECT 1")).isEqualTo(Client.query(service, "SELECT 1"));
      }
      String bobs = client.mint(emulator.userToken(BOB));
      thrown.append(catchThrowable(() -> client.connect(ALICE, bobs)));
      String forged = emulator.forgedUserToken(BOB);
      thrown.append(catchThrowable(() -> client.connect(BOB, forged)));
      thrown.append(client.tryMint(forged, "{}").body());
      thrown.append(client.tryMint(null, "{}").body());
      secrets = emulator.issuedSecrets();
    } finally {
      root.removeHandler(recorder);
      emulators.setLevel(null);
    }

    // PostgreSQL's own log at least: an empty recording would prove nothing.
    assertThat(recorder.lines).isNotEmpty();
    assertThat(secrets).hasSizeGreaterThanOrEqualTo(7);
    String everything = String.join("", recorder.lines) + thrown;
    for (String secret : secrets) {
      assertThat(everything).doesNotContain(secret);
    }
  }
}
