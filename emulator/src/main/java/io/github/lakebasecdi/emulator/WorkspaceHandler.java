package io.github.lakebasecdi.emulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The workspace's HTTP API: finds who answers a request, counts it, holds it up if told to. */
final class WorkspaceHandler extends Handler.Abstract {

  private static final String JSON = "application/json; charset=utf-8";

  private final OidcApi oidc;
  private final PostgresApi postgres;
  private final Knobs knobs;

  WorkspaceHandler(OidcApi oidc, PostgresApi postgres, Knobs knobs) {
    this.oidc = oidc;
    this.postgres = postgres;
    this.knobs = knobs;
  }

  /** An operation of the API. */
  @FunctionalInterface
  interface Operation {
    Map<String, ?> run(Request request, String body) throws ApiError;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String body = Content.Source.asString(request);
    Operation operation = route(request);
    knobs.pauseWorkspace();
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    try {
      Http.answer(response, callback, 200, JSON, Json.write(operation.run(request, body)));
    } catch (ApiError error) {
      answer(error, response, callback);
    }
    return true;
  }

  /** Counts the request, too, so that one that is held up counts when it arrives. */
  private Operation route(Request request) {
    String path = Request.getPathInContext(request);
    return switch (request.getMethod() + " " + path) {
      case "GET /.well-known/databricks-config" -> oidc.databricksConfig();
      case "GET /oidc/.well-known/oauth-authorization-server" -> oidc.authorizationServer();
      case "POST /oidc/v1/token" -> oidc.token();
      case "GET /api/2.0/preview/scim/v2/Me" -> postgres.currentUser();
      case "POST " + PostgresApi.CREDENTIALS -> postgres.credential(request);
      default ->
          request.getMethod().equals("GET") && path.startsWith(PostgresApi.PREFIX)
              ? postgres.endpoint(path.substring(PostgresApi.PREFIX.length()))
              : (any, body) -> {
                throw ApiError.of(
                    404, "ENDPOINT_NOT_FOUND", "No API found for '%s'".formatted(path));
              };
    };
  }

  private static void answer(ApiError error, Response response, Callback callback) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error_code", error.errorCode());
    body.put("message", error.text());
    body.put("request_id", UUID.randomUUID().toString());
    if (error.retryAfter() != null) {
      long seconds = (error.retryAfter().toMillis() + 999) / 1000;
      response.getHeaders().put(HttpHeader.RETRY_AFTER, seconds);
    }
    Http.answer(response, callback, error.status(), JSON, Json.write(body));
  }
}
