package io.github.lakebasecdi.emulator;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with the settings is told before PostgreSQL is started. */
class SettingsTest {

  @ParameterizedTest
  @CsvSource({
    "workspace-port, eighty",
    "gateway-port, 65536",
    "front-door-port, -1",
    "max-connections, 0",
    "token-lifetime, soon",
    "app, https://example.com",
    "app, http://127.0.0.1:9080/path"
  })
  void aPropertyThatMeansNothingIsNamed(String name, String value) {
    String property = "lakebase.emulator." + name;

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                DevelopmentLakebase.start(
                    key -> key.equals(property) ? Optional.of(value) : Optional.empty()))
        .withMessageStartingWith(property + ":")
        .withMessageContaining(value);
  }

  @Test
  void aBusyPortIsNamedWithItsPurposeAndWhatChangesIt() throws IOException {
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(Ports.loopback(0));
      int port = taken.getLocalPort();

      assertBusy(LakebaseEmulator.builder().gatewayPort(port), port, "database gateway", "gateway");
      assertBusy(
          LakebaseEmulator.builder().workspacePort(port), port, "workspace API", "workspace");
      assertBusy(
          LakebaseEmulator.builder().app(URI.create("http://127.0.0.1:1")).frontDoorPort(port),
          port,
          "front door",
          "front-door");
    }
  }

  private static void assertBusy(
      LakebaseEmulator.Builder builder, int port, String purpose, String option) {
    assertThatIllegalStateException()
        .isThrownBy(() -> builder.start().close())
        .withMessageContaining("Port " + port)
        .withMessageContaining(purpose)
        .withMessageContaining("--" + option + "-port")
        .withMessageContaining("lakebase.emulator." + option + "-port");
  }
}
