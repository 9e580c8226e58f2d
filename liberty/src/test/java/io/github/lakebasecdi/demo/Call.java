package io.github.lakebasecdi.demo;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An HTTP request in the making. */
final class Call {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private record Header(String name, String value) {}

  private final URI server;
  private final List<Header> headers = new ArrayList<>();

  Call(URI server) {
    this.server = server;
  }

  Call header(String name, String value) {
    headers.add(new Header(name, value));
    return this;
  }

  Call basic(String name) {
    byte[] pair = (name + ":").getBytes(StandardCharsets.UTF_8);
    return header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  /** The headers that the front door sets for a person. */
  Call person(String email, String token) {
    return header("X-Forwarded-Email", email).header("X-Forwarded-Access-Token", token);
  }

  Answer get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  Answer post(String path, String json) {
    return header("Content-Type", "application/json")
        .send("POST", path, BodyPublishers.ofString(json));
  }

  Answer send(String method, String path, HttpRequest.BodyPublisher body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path)).method(method, body);
    headers.forEach(header -> request.header(header.name(), header.value()));
    try {
      return new Answer(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What came back. */
  record Answer(HttpResponse<String> response) {

    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    JsonObject object() {
      try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
        return reader.readObject();
      }
    }

    JsonArray array() {
      try (JsonReader reader = Json.createReader(new StringReader(response.body()))) {
        return reader.readArray();
      }
    }

    /** The orders in the answer. */
    List<JsonObject> orders() {
      assertThat(status()).isEqualTo(200);
      return array().getValuesAs(JsonObject.class);
    }

    /** Checks that this is a problem, complete and of this status, and nothing else. */
    JsonObject problem(int status) {
      assertThat(status()).isEqualTo(status);
      assertThat(header("Content-Type")).startsWith("application/problem+json");
      JsonObject problem = object();
      assertThat(problem).containsKeys("type", "title", "status", "detail");
      assertThat(problem.getInt("status")).isEqualTo(status);
      assertThat(response.body())
          .doesNotContainIgnoringCase("exception")
          .doesNotContainIgnoringCase("select")
          .doesNotContain("LKB")
          .doesNotContain("127.0.0.1");
      return problem;
    }
  }
}
