package io.github.lakebasecdi.suite.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretSearchTest {

  private static final String HEADER = section("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");
  private static final String PAYLOAD = section("{\"sub\":\"alice@example.com\"}");
  private static final String SIGNATURE = "c2lnbmF0dXJlLW9mLWEtdGVzdA";
  private static final String TOKEN = HEADER + "." + PAYLOAD + "." + SIGNATURE;
  private static final String PASSWORD = "dose-of-a-secret";

  private final SecretSearch search = new SecretSearch(Set.of(TOKEN, PASSWORD), "owner");

  @TempDir Path directory;

  @Test
  void findsAnIssuedToken() throws IOException {
    assertFound("Authorization: Bearer " + TOKEN + " was sent");
  }

  @Test
  void findsATokenThatWasNeverIssued() throws IOException {
    assertFound("password=" + HEADER + "." + section("{\"sub\":\"bob@example.com\"}"));
  }

  @Test
  void findsTheRestOfATokenThatWasCut() throws IOException {
    assertFound("..." + SIGNATURE);
    assertFound("{\"payload\":\"" + PAYLOAD + "\"}");
  }

  @Test
  void findsAPassword() throws IOException {
    assertFound("client_secret=" + PASSWORD + "&scope=all-apis");
  }

  @Test
  void findsAPasswordInBasicAuthentication() throws IOException {
    String login = "owner:" + PASSWORD;
    assertFound(
        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void findsNothingInAnythingElse() throws IOException {
    assertThat(search.in(List.of(file("alice@example.com signed in\nX-Token: " + HEADER + "\n"))))
        .isEmpty();
  }

  private void assertFound(String line) throws IOException {
    List<String> found = search.in(List.of(file("harmless\n" + line + "\n")));

    assertThat(found).hasSize(1);
    assertThat(found.get(0)).contains(":2: ").doesNotContain(SIGNATURE, PASSWORD, PAYLOAD);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("server.log"), text);
  }

  private static String section(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
