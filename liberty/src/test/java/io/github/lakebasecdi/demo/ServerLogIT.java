package io.github.lakebasecdi.demo;

import static io.github.lakebasecdi.demo.RunningDemo.ALICE;
import static io.github.lakebasecdi.demo.RunningDemo.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.lakebasecdi.demo.RunningDemo.Demo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the server's logs say, and what they do not. */
@ExtendWith(RunningDemo.class)
class ServerLogIT {

  @Test
  void saysThatALocalLakebaseStartedAndWhereToGo(Demo demo) throws IOException {
    String log = Files.readString(demo.serverLogs().resolve("messages.log"));
    assertThat(log).contains("starting a local Lakebase");

    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                Files.readString(demo.serverLogs().resolve("messages.log"))
                    .contains("Open http://localhost:" + demo.frontDoor().getPort()));
  }

  @Test
  void holdsNoTokenEvenOfRefusedRequests(Demo demo) throws IOException {
    demo.as(ALICE).get("/api/orders");
    demo.as(BOB).get("/api/orders");
    String alices = demo.relay().token(ALICE);
    demo.straight().person(BOB, alices).get("/api/orders").problem(403);
    demo.straight().person(BOB, "no-token-at-all").get("/api/orders").problem(403);

    for (Path log : logs(demo)) {
      String text = Files.readString(log);
      // Not with a matcher that would print the token into the report.
      assertThat(demo.relay().tokens().stream().anyMatch(text::contains)).as("%s", log).isFalse();
      assertThat(text).doesNotContain("no-token-at-all");
    }
  }

  private static List<Path> logs(Demo demo) throws IOException {
    try (Stream<Path> files = Files.walk(demo.serverLogs())) {
      List<Path> logs = files.filter(file -> file.toString().endsWith(".log")).toList();
      assertThat(logs).isNotEmpty();
      return logs;
    }
  }
}
