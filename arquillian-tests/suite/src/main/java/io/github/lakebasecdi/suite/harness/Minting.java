package io.github.lakebasecdi.suite.harness;

import io.github.lakebasecdi.emulator.LakebaseEmulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Credentials got from the workspace by plain HTTP, as a program without the library would. */
public final class Minting {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Minting() {}

  /** A database credential for the person whom the token belongs to. */
  public static String credential(String token) {
    return post(
        "/api/2.0/postgres/credentials",
        "Bearer " + token,
        "application/json",
        "{\"endpoint\": \"" + Lakebase.emulator().endpoint() + "\"}",
        "token");
  }

  /** A database credential for the service principal. */
  public static String serviceCredential() {
    LakebaseEmulator emulator = Lakebase.emulator();
    String login = emulator.clientId() + ":" + emulator.clientSecret();
    return credential(
        post(
            "/oidc/v1/token",
            "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)),
            "application/x-www-form-urlencoded",
            "grant_type=client_credentials&scope=all-apis",
            "access_token"));
  }

  private static String post(
      String path, String authorization, String type, String body, String wanted) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(Lakebase.emulator().workspaceUrl() + path))
            .header("Authorization", authorization)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      Matcher value =
          Pattern.compile("\"" + wanted + "\"\\s*:\\s*\"([^\"]+)\"").matcher(answer.body());
      if (answer.statusCode() != 200 || !value.find()) {
        throw new IllegalStateException(path + " answered " + answer.statusCode());
      }
      return value.group(1);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
