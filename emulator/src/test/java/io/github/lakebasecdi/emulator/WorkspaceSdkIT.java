package io.github.lakebasecdi.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.DatabricksConfig;
import com.databricks.sdk.core.DatabricksException;
import com.databricks.sdk.core.error.platform.InternalError;
import com.databricks.sdk.core.error.platform.InvalidParameterValue;
import com.databricks.sdk.core.error.platform.NotFound;
import com.databricks.sdk.core.error.platform.PermissionDenied;
import com.databricks.sdk.service.iam.MeRequest;
import com.databricks.sdk.service.iam.User;
import com.databricks.sdk.service.postgres.DatabaseCredential;
import com.databricks.sdk.service.postgres.Endpoint;
import com.databricks.sdk.service.postgres.GenerateDatabaseCredentialRequest;
import com.databricks.sdk.service.postgres.GetEndpointRequest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The workspace's API as the real SDK uses it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkspaceSdkIT {

  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  private final MutableClock clock = new MutableClock(START);
  private LakebaseEmulator emulator;

  @BeforeAll
  void start() {
    emulator =
        LakebaseEmulator.builder()
            .user("alice@example.com")
            .person("dave@example.com")
            .clock(clock)
            .start();
  }

  @AfterAll
  void stop() {
    emulator.close();
  }

  @BeforeEach
  void reset() {
    emulator.knobs().reset();
    emulator.counters().reset();
  }

  @Test
  void theServicePrincipalLogsInAndMints() {
    WorkspaceClient workspace = service();

    DatabaseCredential credential =
        workspace.postgres().generateDatabaseCredential(request(emulator.endpoint()));

    assertThat(credential.getToken()).isNotEmpty();
    assertThat(credential.getExpireTime().getSeconds())
        .isEqualTo(clock.instant().plus(Duration.ofMinutes(60)).getEpochSecond());
    Counters counters = emulator.counters();
    assertThat(counters.tokenCalls()).isEqualTo(1);
    assertThat(counters.credentialCalls()).isEqualTo(1);
    assertThat(counters.credentialCalls(emulator.clientId())).isEqualTo(1);
    assertThat(counters.discoveryCalls()).isPositive();
  }

  @Test
  void theServicePrincipalIsTheCurrentUser() {
    User me = service().currentUser().me(new MeRequest());

    assertThat(me.getUserName()).isEqualTo(emulator.clientId());
    assertThat(emulator.counters().currentUserCalls()).isEqualTo(1);
  }

  @Test
  void theEndpointSaysWhereTheGatewayIs() {
    Endpoint endpoint =
        service().postgres().getEndpoint(new GetEndpointRequest().setName(emulator.endpoint()));

    assertThat(endpoint.getName()).isEqualTo(emulator.endpoint());
    assertThat(endpoint.getStatus().getHosts().getHost()).isEqualTo(emulator.gatewayHost());
    assertThat(emulator.counters().endpointCalls()).isEqualTo(1);
  }

  @Test
  void aPersonMintsWithTheirOwnToken() {
    WorkspaceClient alice = bearer(emulator.userToken("alice@example.com"));

    assertThat(alice.currentUser().me(new MeRequest()).getUserName())
        .isEqualTo("alice@example.com");
    alice.postgres().generateDatabaseCredential(request(emulator.endpoint()));

    assertThat(emulator.counters().credentialCalls("alice@example.com")).isEqualTo(1);
  }

  @Test
  void aPersonWithoutARoleMintsToo() {
    bearer(emulator.userToken("dave@example.com"))
        .postgres()
        .generateDatabaseCredential(request(emulator.endpoint()));

    assertThat(emulator.counters().credentialCalls("dave@example.com")).isEqualTo(1);
  }

  @Test
  void aTokenWithoutTheScopeIsRefused() {
    WorkspaceClient alice =
        bearer(emulator.userToken("alice@example.com", Duration.ofMinutes(5), "sql", "files"));

    assertThatExceptionOfType(PermissionDenied.class)
        .isThrownBy(() -> alice.postgres().generateDatabaseCredential(request(emulator.endpoint())))
        .withMessageContaining("Provided OAuth token does not have required scopes: postgres");
    assertThatExceptionOfType(PermissionDenied.class)
        .isThrownBy(() -> alice.currentUser().me(new MeRequest()));
  }

  @Test
  void anotherEndpointDoesNotExist() {
    WorkspaceClient workspace = service();
    String other = "projects/local/branches/main/endpoints/other";

    assertThatExceptionOfType(NotFound.class)
        .isThrownBy(() -> workspace.postgres().generateDatabaseCredential(request(other)))
        .withMessageContaining(other);
    assertThatExceptionOfType(NotFound.class)
        .isThrownBy(
            () -> workspace.postgres().getEndpoint(new GetEndpointRequest().setName(other)));
  }

  @Test
  void anExpiredTokenAForgedOneAndACredentialAreNoAccessTokens() {
    String expired = emulator.userToken("alice@example.com");
    String credential = new Client(emulator).mint(expired);
    clock.advance(Duration.ofMinutes(61));

    assertInvalid(expired);
    assertInvalid(emulator.forgedUserToken("alice@example.com"));
    assertInvalid("dapi0123456789");
    assertInvalid(credential);
    assertThat(emulator.counters().credentialCalls("alice@example.com")).isEqualTo(1);
    assertThat(emulator.counters().credentialCalls()).isEqualTo(5);
  }

  @Test
  void aWrongSecretIsRefused() {
    DatabricksConfig config = config().setAuthType("oauth-m2m").setClientId(emulator.clientId());
    config.setClientSecret("dose-wrong");

    assertThatExceptionOfType(DatabricksException.class)
        .isThrownBy(() -> new WorkspaceClient(config).currentUser().me(new MeRequest()))
        .withMessageNotContaining("dose-wrong");
  }

  @Test
  void aLifetimeMayBeAskedForWithinLimits() {
    WorkspaceClient workspace = service();
    com.google.protobuf.Duration fiveMinutes =
        com.google.protobuf.Duration.newBuilder().setSeconds(300).build();
    com.google.protobuf.Duration oneMinute =
        com.google.protobuf.Duration.newBuilder().setSeconds(60).build();

    DatabaseCredential credential =
        workspace
            .postgres()
            .generateDatabaseCredential(request(emulator.endpoint()).setTtl(fiveMinutes));

    assertThat(credential.getExpireTime().getSeconds())
        .isEqualTo(clock.instant().plus(Duration.ofMinutes(5)).getEpochSecond());
    assertThatExceptionOfType(InvalidParameterValue.class)
        .isThrownBy(
            () ->
                workspace
                    .postgres()
                    .generateDatabaseCredential(request(emulator.endpoint()).setTtl(oneMinute)));
  }

  @Test
  void failuresAreOrderedByNumberAndKind() {
    WorkspaceClient workspace = service();
    emulator.knobs().failCredentials(500, 2);

    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(InternalError.class)
          .isThrownBy(
              () -> workspace.postgres().generateDatabaseCredential(request(emulator.endpoint())));
    }
    workspace.postgres().generateDatabaseCredential(request(emulator.endpoint()));

    assertThat(emulator.counters().credentialCalls(emulator.clientId())).isEqualTo(3);
  }

  @Test
  void theSdkRetriesAThrottledCallAsToldTo() {
    WorkspaceClient workspace = service();
    emulator.knobs().failCredentials(429, 1, Duration.ofMillis(500));

    workspace.postgres().generateDatabaseCredential(request(emulator.endpoint()));

    assertThat(emulator.counters().credentialCalls()).isEqualTo(2);
  }

  @Test
  void theStandardLifetimesCanBeChanged() {
    emulator.knobs().credentialLifetime(Duration.ofSeconds(10));

    DatabaseCredential credential =
        service().postgres().generateDatabaseCredential(request(emulator.endpoint()));

    assertThat(credential.getExpireTime().getSeconds())
        .isEqualTo(clock.instant().plusSeconds(10).getEpochSecond());
  }

  private void assertInvalid(String token) {
    WorkspaceClient client = bearer(token);
    assertThatExceptionOfType(PermissionDenied.class)
        .isThrownBy(
            () -> client.postgres().generateDatabaseCredential(request(emulator.endpoint())))
        .withMessageContaining("Invalid access token")
        .withMessageNotContaining(token);
  }

  private WorkspaceClient service() {
    return new WorkspaceClient(
        config()
            .setAuthType("oauth-m2m")
            .setClientId(emulator.clientId())
            .setClientSecret(emulator.clientSecret()));
  }

  private WorkspaceClient bearer(String token) {
    return new WorkspaceClient(config().setAuthType("pat").setToken(token));
  }

  private DatabricksConfig config() {
    return new DatabricksConfig().setHost(emulator.workspaceUrl().toString());
  }

  private static GenerateDatabaseCredentialRequest request(String endpoint) {
    return new GenerateDatabaseCredentialRequest().setEndpoint(endpoint);
  }
}
