package io.github.lakebasecdi.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The executable jar as its user starts it. */
class EmulatorMainIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path temporary;
  private @Nullable Process process;

  @AfterEach
  void end() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  @Test
  void printsTheEnvironmentThenReadyAndLeavesNothingBehind() throws Exception {
    Process running = start("--user", "alice@example.com", "--token-lifetime", "5m");
    Map<String, String> exports = exportsUntilReady(running);

    assertThat(exports)
        .containsOnlyKeys(
            "DATABRICKS_HOST",
            "DATABRICKS_CLIENT_ID",
            "DATABRICKS_CLIENT_SECRET",
            "LAKEBASE_ENDPOINT",
            "PGHOST",
            "PGPORT",
            "PGDATABASE",
            "PGUSER",
            "PGSSLMODE",
            "PGSSLROOTCERT",
            "NODE_EXTRA_CA_CERTS");
    assertThat(exports.get("PGUSER")).isEqualTo(exports.get("DATABRICKS_CLIENT_ID"));
    assertThat(Path.of(Objects.requireNonNull(exports.get("PGSSLROOTCERT")))).isRegularFile();
    ProcessHandle postgres = postmaster();
    assertThat(postgres.isAlive()).isTrue();

    running.destroy();

    assertThat(running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    await().atMost(PATIENCE).until(() -> !postgres.isAlive());
    assertThat(emulatorDirectories()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--no-such-option",
        "--max-connections=0",
        "--gateway-port=70000",
        "--token-lifetime=soon",
        "--app=ftp://example.com",
        "--front-door-port=8000",
        "--postgres=nonsense",
        "stray"
      })
  void wrongOptionsGetTheUsageText(String option) throws Exception {
    Process running = start(option);

    String errors = errorsOf(running);
    assertThat(running.waitFor()).isEqualTo(2);
    assertThat(errors).contains("Usage: lakebase-emulator", "--token-lifetime");
  }

  @Test
  void aBusyPortIsOneLineAndExitCodeOne() throws Exception {
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(Ports.loopback(0));

      Process running = start("--workspace-port", Integer.toString(taken.getLocalPort()));

      String errors = errorsOf(running);
      assertThat(running.waitFor()).isEqualTo(1);
      assertThat(errors)
          .contains("Port " + taken.getLocalPort(), "--workspace-port")
          .doesNotContain("\tat ");
    }
  }

  private Process start(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-jar");
    command.add(Objects.requireNonNull(System.getProperty("emulator.standalone")));
    command.addAll(List.of(options));
    Process started = new ProcessBuilder(command).start();
    process = started;
    return started;
  }

  private static Map<String, String> exportsUntilReady(Process running) throws IOException {
    Map<String, String> exports = new LinkedHashMap<>();
    BufferedReader lines = running.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals("ready")) {
        return exports;
      }
      assertThat(line).startsWith("export ").contains("=");
      String[] pair = line.substring("export ".length()).split("=", 2);
      exports.put(pair[0], pair[1]);
    }
    throw new AssertionError(errorsOf(running));
  }

  private static String errorsOf(Process ended) throws IOException {
    return new String(ended.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private ProcessHandle postmaster() throws IOException {
    Path pidFile = emulatorDirectories().get(0).resolve("data").resolve("postmaster.pid");
    long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).trim());
    return ProcessHandle.of(pid).orElseThrow();
  }

  /** Those of running emulators; the one with PostgreSQL's binaries stays, and is not one. */
  private List<Path> emulatorDirectories() throws IOException {
    try (var files = Files.list(temporary)) {
      return files.filter(file -> Files.exists(file.resolve("ca.pem"))).toList();
    }
  }
}
