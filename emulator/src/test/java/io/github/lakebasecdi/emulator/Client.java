package io.github.lakebasecdi.emulator;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.ParseException;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/** What a program does with the emulator: HTTP to the workspace, JDBC to the gateway. */
final class Client {

  private final LakebaseEmulator emulator;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Client(LakebaseEmulator emulator) {
    this.emulator = emulator;
  }

  /** The service principal's access token. */
  String login() {
    String basic =
        Base64.getEncoder()
            .encodeToString(
                (emulator.clientId() + ":" + emulator.clientSecret())
                    .getBytes(StandardCharsets.UTF_8));
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(emulator.workspaceUrl().resolve("/oidc/v1/token"))
                .header("Authorization", "Basic " + basic)
                .POST(body("grant_type=client_credentials&scope=all-apis")));
    return text(answer, "access_token");
  }

  /** A database credential for the bearer of an access token. */
  String mint(String accessToken) {
    return text(tryMint(accessToken, "{\"endpoint\":\"" + emulator.endpoint() + "\"}"), "token");
  }

  HttpResponse<String> tryMint(@Nullable String accessToken, String json) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(emulator.workspaceUrl().resolve(PostgresApi.CREDENTIALS))
            .POST(body(json));
    if (accessToken != null) {
      request.header("Authorization", "Bearer " + accessToken);
    }
    return send(request);
  }

  HttpResponse<String> get(String path, String accessToken) {
    return send(
        HttpRequest.newBuilder(emulator.workspaceUrl().resolve(path))
            .header("Authorization", "Bearer " + accessToken));
  }

  /** A connection of a person with a credential of that person's own. */
  Connection connect(String email) throws SQLException {
    return connect(email, mint(emulator.userToken(email)));
  }

  /** A connection of the service principal. */
  Connection connectAsService() throws SQLException {
    return connect(emulator.clientId(), mint(login()));
  }

  Connection connect(String role, String credential) throws SQLException {
    return connect(role, credential, Map.of());
  }

  Connection connect(String role, String credential, Map<String, String> more) throws SQLException {
    return connect(emulator.database(), role, credential, more);
  }

  Connection connect(String database, String role, String credential, Map<String, String> more)
      throws SQLException {
    Properties properties = new Properties();
    properties.put("user", role);
    properties.put("password", credential);
    properties.put("sslmode", "verify-full");
    properties.put("sslrootcert", emulator.caCertificate().toString());
    properties.putAll(more);
    String url =
        "jdbc:postgresql://%s:%d/%s"
            .formatted(emulator.gatewayHost(), emulator.gatewayPort(), database);
    Connection connection = new Driver().connect(url, properties);
    if (connection == null) {
      throw new IllegalStateException("not a URL of PostgreSQL's driver: " + url);
    }
    return connection;
  }

  /** The first column of the first row. */
  static String query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }

  static void execute(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static HttpRequest.BodyPublisher body(String text) {
    return HttpRequest.BodyPublishers.ofString(text);
  }

  static String text(HttpResponse<String> answer, String field) {
    try {
      Map<String, Object> json = JSONObjectUtils.parse(answer.body());
      return String.valueOf(json.get(field));
    } catch (ParseException e) {
      throw new IllegalStateException("status " + answer.statusCode() + ", not JSON", e);
    }
  }
}
