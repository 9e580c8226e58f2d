package io.github.lakebasecdi.credential;

import com.databricks.sdk.core.ApiClient;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.core.commons.CommonsHttpClient;
import com.databricks.sdk.core.http.HttpClient;
import com.databricks.sdk.core.http.Request;
import com.databricks.sdk.service.iam.User;
import com.databricks.sdk.service.postgres.Endpoint;
import com.databricks.sdk.service.postgres.EndpointHosts;
import com.databricks.sdk.service.postgres.GenerateDatabaseCredentialRequest;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.lakebasecdi.CredentialSource;
import io.github.lakebasecdi.DatabaseCredential;
import io.github.lakebasecdi.UserIdentity;
import io.github.lakebasecdi.config.LakebaseConfig;
import io.github.lakebasecdi.config.Secret;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.http.client.config.CookieSpecs;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.jspecify.annotations.Nullable;

/**
 * The Databricks workspace, through the Databricks SDK: one configuration and one HTTP client for
 * all identities. The first call resolves the configuration, which asks the workspace where its
 * login is; a person's mint costs one request. Thread safe; every method blocks, each step of a
 * request for no longer than the time limit.
 */
public final class DatabricksWorkspace implements CredentialSource, Workspace, AutoCloseable {

  /** Requests under way at once; more than the threads that mint. */
  private static final int MAX_HTTP_CONNECTIONS = 20;

  private record Clients(ApiClient service, ApiClient users) {}

  private final LakebaseConfig.Workspace settings;
  private final String endpoint;
  private final PoolingHttpClientConnectionManager connections =
      new PoolingHttpClientConnectionManager();
  private final HttpClient http;

  @GuardedBy("this")
  private @Nullable Clients clients;

  /**
   * A workspace that has not been asked anything yet.
   *
   * @param settings how it is reached
   * @param endpoint resource name of the endpoint
   * @param timeout time limit of each step of a request: connect, wait for bytes
   */
  public DatabricksWorkspace(LakebaseConfig.Workspace settings, String endpoint, Duration timeout) {
    this.settings = settings;
    this.endpoint = endpoint;
    connections.setMaxTotal(MAX_HTTP_CONNECTIONS);
    connections.setDefaultMaxPerRoute(MAX_HTTP_CONNECTIONS);
    int millis = Math.toIntExact(timeout.toMillis());
    this.http =
        new DiscreetHttpClient(
            new CommonsHttpClient.Builder()
                .withConnectionManager(connections)
                .withRequestConfig(
                    RequestConfig.custom()
                        .setConnectionRequestTimeout(millis)
                        .setConnectTimeout(millis)
                        .setSocketTimeout(millis)
                        // One jar of cookies for everybody would mix people up.
                        .setCookieSpec(CookieSpecs.IGNORE_COOKIES)
                        .build())
                .build());
  }

  @Override
  public DatabaseCredential forServicePrincipal() throws SQLException {
    return mint(null);
  }

  @Override
  public DatabaseCredential forUser(UserIdentity user) throws SQLException {
    return mint(user);
  }

  @Override
  public List<String> endpointHosts() throws SQLException {
    Endpoint answer = get("/api/2.0/postgres/" + endpoint, Endpoint.class);
    EndpointHosts hosts = answer.getStatus() == null ? null : answer.getStatus().getHosts();
    if (hosts == null || hosts.getHost() == null) {
      throw WorkspaceErrors.incomplete("the host of " + endpoint + "; set lakebase.host");
    }
    return Stream.of(
            hosts.getHost(),
            hosts.getReadOnlyHost(),
            hosts.getReadWritePooledHost(),
            hosts.getReadOnlyPooledHost())
        .filter(Objects::nonNull)
        .toList();
  }

  @Override
  public String currentUser() throws SQLException {
    String name = get("/api/2.0/preview/scim/v2/Me", User.class).getUserName();
    if (name == null || name.isBlank()) {
      throw WorkspaceErrors.incomplete("the application's own name; set lakebase.user");
    }
    return name;
  }

  @Override
  public void close() {
    connections.shutdown();
  }

  private DatabaseCredential mint(@Nullable UserIdentity user) throws SQLException {
    Clients resolved = resolved();
    try {
      ApiClient client = user == null ? resolved.service() : resolved.users();
      Request request =
          request(
              client,
              new Request(
                  "POST",
                  "/api/2.0/postgres/credentials",
                  client.serialize(new GenerateDatabaseCredentialRequest().setEndpoint(endpoint))));
      if (user != null) {
        request.withHeader("Authorization", "Bearer " + user.token());
      }
      var minted =
          client.execute(request, com.databricks.sdk.service.postgres.DatabaseCredential.class);
      if (minted.getToken() == null || minted.getExpireTime() == null) {
        throw WorkspaceErrors.incomplete("a credential and its expiry");
      }
      return new DatabaseCredential(
          minted.getToken(), Instant.ofEpochSecond(minted.getExpireTime().getSeconds()));
    } catch (RuntimeException | IOException e) {
      throw WorkspaceErrors.translate(e, endpoint, user);
    }
  }

  private <T> T get(String path, Class<T> answer) throws SQLException {
    try {
      ApiClient client = resolved().service();
      return client.execute(request(client, new Request("GET", path)), answer);
    } catch (RuntimeException | IOException e) {
      throw WorkspaceErrors.translate(e, endpoint, null);
    }
  }

  private static Request request(ApiClient client, Request request) {
    request.withHeader("Accept", "application/json");
    request.withHeader("Content-Type", "application/json");
    if (client.workspaceId() != null) {
      request.withHeader("X-Databricks-Workspace-Id", client.workspaceId());
    }
    return request;
  }

  /** What goes wrong here is the application's configuration, whoever it is that calls. */
  private Clients resolved() throws SQLException {
    try {
      return clients();
    } catch (RuntimeException e) {
      throw WorkspaceErrors.translate(e, endpoint, null);
    }
  }

  private synchronized Clients clients() {
    if (clients == null) {
      DatabricksConfig config = configuration().resolve();
      clients =
          new Clients(
              new ApiClient.Builder().withDatabricksConfig(config).build(),
              new ApiClient.Builder()
                  .withDatabricksConfig(config)
                  .withAuthenticateFunc(none -> Map.of())
                  .withGetAuthTypeFunc(none -> "pat")
                  .build());
    }
    return clients;
  }

  private DatabricksConfig configuration() {
    DatabricksConfig config =
        new DatabricksConfig()
            // The pools try again themselves, within the time that their callers wait.
            .setDisableRetries(true)
            .setDisableAsyncTokenRefresh(true)
            .setDebugHeaders(false);
    settings.host().ifPresent(config::setHost);
    settings.clientId().ifPresent(config::setClientId);
    settings.clientSecret().map(Secret::value).ifPresent(config::setClientSecret);
    settings.token().map(Secret::value).ifPresent(config::setToken);
    settings.profile().ifPresent(config::setProfile);
    settings.configFile().ifPresent(config::setConfigFile);
    settings.authType().ifPresent(config::setAuthType);
    return config.setHttpClient(http);
  }
}
