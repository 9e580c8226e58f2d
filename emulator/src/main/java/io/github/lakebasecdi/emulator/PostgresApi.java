package io.github.lakebasecdi.emulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** Database credentials, the endpoint's description, and the current user. */
final class PostgresApi {

  static final String PREFIX = "/api/2.0/postgres/";
  static final String CREDENTIALS = PREFIX + "credentials";

  private static final String ALL_APIS = "all-apis";
  private static final String POSTGRES = "postgres";
  private static final String CURRENT_USER = "iam.current-user:read";

  private final Workspace workspace;
  private final Knobs knobs;
  private final Counters counters;

  PostgresApi(Workspace workspace, Knobs knobs, Counters counters) {
    this.workspace = workspace;
    this.knobs = knobs;
    this.counters = counters;
  }

  WorkspaceHandler.Operation credential(Request arrived) {
    counters.credentialCall();
    callerIfGenuine(arrived).ifPresent(caller -> counters.credentialCallOf(caller.subject()));
    return (request, text) -> {
      Optional<ApiError> ordered = knobs.credentialFailure().next();
      if (ordered.isPresent()) {
        throw ordered.get();
      }
      Identity caller = authorized(request, POSTGRES);
      Map<String, Object> body = Json.read(text);
      requireEndpoint(String.valueOf(body.get("endpoint")));
      TokenAuthority.Issued credential =
          workspace
              .tokens()
              .databaseCredential(
                  caller,
                  workspace.endpoint(),
                  Lifetimes.requested(body, knobs.credentialLifetime(), workspace.clock()));
      return Map.of("token", credential.token(), "expire_time", credential.expiry().toString());
    };
  }

  WorkspaceHandler.Operation endpoint(String name) {
    counters.endpointCall();
    return (request, body) -> {
      authorized(request, POSTGRES);
      requireEndpoint(name);
      return Map.of(
          "name",
          name,
          "parent",
          name.substring(0, name.indexOf("/endpoints/")),
          "uid",
          "ep-local",
          "status",
          Map.of(
              "current_state",
              knobs.isAsleep() ? "IDLE" : "ACTIVE",
              "endpoint_type",
              "ENDPOINT_TYPE_READ_WRITE",
              "hosts",
              Map.of("host", workspace.endpointHost())));
    };
  }

  WorkspaceHandler.Operation currentUser() {
    counters.currentUserCall();
    return (request, body) -> {
      Identity caller = authorized(request, CURRENT_USER);
      return Map.of(
          "schemas",
          List.of("urn:ietf:params:scim:schemas:core:2.0:User"),
          "id",
          caller.numericId(),
          "userName",
          caller.name(),
          "displayName",
          caller.name(),
          "active",
          true,
          "emails",
          List.of(Map.of("value", caller.name(), "type", "work", "primary", true)));
    };
  }

  private void requireEndpoint(String name) throws ApiError {
    if (!name.equals(workspace.endpoint())) {
      throw ApiError.of(404, "RESOURCE_DOES_NOT_EXIST", "Endpoint '%s' not found".formatted(name));
    }
  }

  private Identity authorized(Request request, String scope) throws ApiError {
    String token =
        Http.bearer(request)
            .orElseThrow(
                () ->
                    ApiError.of(
                        401,
                        "UNAUTHENTICATED",
                        "Credential was not sent or was of an unsupported type for this API."));
    VerifiedToken caller;
    try {
      caller = verified(token);
    } catch (TokenRefused e) {
      throw invalidToken();
    }
    if (!caller.hasAnyScope(scope, ALL_APIS)) {
      throw ApiError.of(
          403, "PERMISSION_DENIED", "Provided OAuth token does not have required scopes: " + scope);
    }
    return workspace.directory().find(caller.subject()).orElseThrow(PostgresApi::invalidToken);
  }

  private Optional<VerifiedToken> callerIfGenuine(Request request) {
    Optional<String> token = Http.bearer(request);
    if (token.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(verified(token.get()));
    } catch (TokenRefused e) {
      return Optional.empty();
    }
  }

  /** A database credential is genuine, too, but not for this API. */
  private VerifiedToken verified(String token) throws TokenRefused {
    VerifiedToken verified = workspace.tokens().verify(token);
    if (!verified.isFor(Directory.WORKSPACE_ID)) {
      throw new TokenRefused(TokenRefused.Reason.UNTRUSTED);
    }
    return verified;
  }

  /** As Databricks does, without a word on what is wrong with it: expired ones get 403, too. */
  private static ApiError invalidToken() {
    return ApiError.of(403, "403", "Invalid access token.");
  }
}
