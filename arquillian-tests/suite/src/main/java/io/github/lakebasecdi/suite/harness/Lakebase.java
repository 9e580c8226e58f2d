package io.github.lakebasecdi.suite.harness;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.lakebasecdi.emulator.LakebaseEmulator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * The local Lakebase of the whole run: it starts in the test JVM with the first test that needs it,
 * and stops when the run is over.
 */
public final class Lakebase implements LauncherSessionListener {

  public static final String ALICE = "alice@example.com";
  public static final String BOB = "bob@example.com";

  /** Of the workspace, and without a role in the database. */
  public static final String NOBODY = "nobody@example.com";

  /** People besides, from {@link #user} 1 on. */
  public static final int USERS = 50;

  /** Three connections for each of them at once. */
  private static final int MAX_CONNECTIONS = 200;

  @GuardedBy("Lakebase.class")
  private static @Nullable LakebaseEmulator emulator;

  /** Made by JUnit. */
  public Lakebase() {}

  /** The running emulator. */
  public static synchronized LakebaseEmulator emulator() {
    LakebaseEmulator running = emulator;
    if (running == null) {
      LakebaseEmulator.Builder builder =
          LakebaseEmulator.builder()
              .user(ALICE)
              .user(BOB)
              .person(NOBODY)
              .maxConnections(MAX_CONNECTIONS);
      for (int number = 1; number <= USERS; number++) {
        builder.user(user(number));
      }
      running = builder.start();
      emulator = running;
    }
    return running;
  }

  /** One of the other people. */
  public static String user(int number) {
    return "user" + number + "@example.com";
  }

  /** What an application needs to use it. */
  static Map<String, String> settings() {
    LakebaseEmulator running = emulator();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("databricks.host", running.workspaceUrl().toString());
    settings.put("databricks.client-id", running.clientId());
    settings.put("databricks.client-secret", running.clientSecret());
    settings.put("lakebase.endpoint", running.endpoint());
    settings.put("lakebase.host", running.gatewayHost());
    settings.put("lakebase.port", Integer.toString(running.gatewayPort()));
    settings.put("lakebase.database", running.database());
    settings.put("lakebase.user", running.clientId());
    settings.put("lakebase.ssl-root-cert", running.caCertificate().toString());
    return settings;
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    stop();
  }

  private static synchronized void stop() {
    if (emulator != null) {
      emulator.close();
      emulator = null;
    }
  }
}
