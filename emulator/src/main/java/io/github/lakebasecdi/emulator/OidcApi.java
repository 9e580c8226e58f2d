package io.github.lakebasecdi.emulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;

/** Discovery, and the login of the service principal (OAuth, client credentials). */
final class OidcApi {

  private static final Duration LIFETIME = Duration.ofMinutes(60);
  private static final String SCOPE = "all-apis";

  private final Workspace workspace;
  private final Counters counters;

  OidcApi(Workspace workspace, Counters counters) {
    this.workspace = workspace;
    this.counters = counters;
  }

  WorkspaceHandler.Operation databricksConfig() {
    counters.discoveryCall();
    return (request, body) ->
        Map.of("oidc_endpoint", workspace.url() + "/oidc", "workspace_id", Directory.WORKSPACE_ID);
  }

  WorkspaceHandler.Operation authorizationServer() {
    counters.discoveryCall();
    return (request, body) ->
        Map.of(
            "issuer",
            workspace.url() + "/oidc",
            "authorization_endpoint",
            workspace.url() + "/oidc/v1/authorize",
            "token_endpoint",
            workspace.url() + "/oidc/v1/token",
            "grant_types_supported",
            List.of("client_credentials"),
            "scopes_supported",
            List.of(SCOPE),
            "token_endpoint_auth_methods_supported",
            List.of("client_secret_basic"));
  }

  WorkspaceHandler.Operation token() {
    counters.tokenCall();
    return (request, body) -> {
      Http.Basic client = Http.basic(request).orElseThrow(() -> refused(401, "invalid_client"));
      if (!client.name().equals(workspace.directory().servicePrincipal().name())
          || !same(client.password(), workspace.clientSecret())) {
        throw refused(401, "invalid_client");
      }
      Fields form = new Fields();
      UrlEncoded.decodeTo(body, form::add, StandardCharsets.UTF_8);
      if (!Objects.equals(form.getValue("grant_type"), "client_credentials")) {
        throw refused(400, "unsupported_grant_type");
      }
      if (!Objects.equals(form.getValue("scope"), SCOPE)) {
        throw refused(400, "invalid_scope");
      }
      TokenAuthority.Issued token =
          workspace
              .tokens()
              .accessToken(workspace.directory().servicePrincipal(), LIFETIME, List.of(SCOPE));
      return Map.of(
          "access_token",
          token.token(),
          "token_type",
          "Bearer",
          "expires_in",
          LIFETIME.toSeconds(),
          "scope",
          SCOPE);
    };
  }

  private static ApiError refused(int status, String error) {
    return ApiError.of(status, error, "Client authentication failed");
  }

  private static boolean same(String given, String expected) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }
}
