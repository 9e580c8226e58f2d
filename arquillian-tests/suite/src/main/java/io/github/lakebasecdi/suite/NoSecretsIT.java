package io.github.lakebasecdi.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lakebasecdi.emulator.LakebaseEmulator;
import io.github.lakebasecdi.suite.harness.Lakebase;
import io.github.lakebasecdi.suite.harness.LogFiles;
import io.github.lakebasecdi.suite.harness.SecretSearch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** After everything else: no secret was written anywhere. */
@Order(Integer.MAX_VALUE)
class NoSecretsIT {

  private final LakebaseEmulator emulator = Lakebase.emulator();
  private final SecretSearch search =
      new SecretSearch(emulator.issuedSecrets(), emulator.clientId());

  /** Without their finest lines, the search of the logs would prove little. */
  @Test
  void theLogsHaveTheFinestLinesOfEveryLibrary() throws IOException {
    assertThat(LogFiles.ofServer()).isNotEmpty();
    assertThat(LogFiles.loggersIn(LogFiles.ofServer()))
        .anyMatch(logger -> logger.startsWith("io.github.lakebasecdi"))
        .anyMatch(logger -> logger.startsWith("com.databricks.sdk"))
        .anyMatch(logger -> logger.startsWith("com.zaxxer.hikari"))
        .anyMatch(logger -> logger.startsWith("org.postgresql"));
  }

  @Test
  void noSecretInTheLogsOfTheServer() throws IOException {
    assertThat(search.in(LogFiles.ofServer())).isEmpty();
  }

  @Test
  void noSecretInTheReportsOfAnyModule() throws IOException {
    List<Path> reports = LogFiles.ofBuild();

    assertThat(reports)
        .anyMatch(report -> report.endsWith("TEST-" + RefusalIT.class.getName() + ".xml"));
    assertThat(search.in(reports)).isEmpty();
  }
}
