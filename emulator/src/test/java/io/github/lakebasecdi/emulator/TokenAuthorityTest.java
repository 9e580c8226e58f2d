package io.github.lakebasecdi.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenAuthorityTest {

  private static final Identity ALICE = Identity.person("alice@example.com");
  private static final String ENDPOINT = "projects/p/branches/b/endpoints/e";

  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-22T10:00:00.700Z"));
  private final TokenAuthority authority = new TokenAuthority("http://workspace/oidc", clock);

  @Test
  void aCredentialNamesItsIdentityAndEndpoint() throws TokenRefused {
    TokenAuthority.Issued issued =
        authority.databaseCredential(ALICE, ENDPOINT, Duration.ofMinutes(60));

    VerifiedToken verified = authority.verify(issued.token());

    assertThat(verified.subject()).isEqualTo("alice@example.com");
    assertThat(verified.isFor(ENDPOINT)).isTrue();
    assertThat(verified.isFor(Directory.WORKSPACE_ID)).isFalse();
  }

  @Test
  void anAccessTokenHasItsScopesOnly() throws TokenRefused {
    String token =
        authority.accessToken(ALICE, Duration.ofMinutes(1), List.of("sql", "postgres")).token();

    VerifiedToken verified = authority.verify(token);

    assertThat(verified.hasAnyScope("postgres", "all-apis")).isTrue();
    assertThat(verified.hasAnyScope("all-apis")).isFalse();
    assertThat(verified.isFor(ENDPOINT)).isFalse();
  }

  @Test
  void theExpiryThatIsToldIsTheOneThatIsEnforced() throws TokenRefused {
    TokenAuthority.Issued issued =
        authority.databaseCredential(ALICE, ENDPOINT, Duration.ofMinutes(60));
    assertThat(issued.expiry()).isEqualTo("2026-11-22T11:00:00Z");

    clock.advance(Duration.between(clock.instant(), issued.expiry()).minusMillis(1));
    authority.verify(issued.token());
    clock.advance(Duration.ofMillis(1));

    assertRefused(issued.token(), TokenRefused.Reason.EXPIRED);
  }

  @Test
  void aForgedTokenIsNotTrusted() {
    String forged = authority.forgedAccessToken(ALICE, Duration.ofMinutes(1), List.of("postgres"));

    assertRefused(forged, TokenRefused.Reason.UNTRUSTED);
  }

  @Test
  void aTokenOfAnotherWorkspaceIsNotTrusted() {
    String foreign =
        new TokenAuthority("http://workspace/oidc", clock)
            .accessToken(ALICE, Duration.ofMinutes(1), List.of("postgres"))
            .token();

    assertRefused(foreign, TokenRefused.Reason.UNTRUSTED);
  }

  @Test
  void anUnsignedTokenIsNoToken() {
    assertRefused("eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.", TokenRefused.Reason.MALFORMED);
    assertRefused("dapi0123456789", TokenRefused.Reason.MALFORMED);
    assertRefused("", TokenRefused.Reason.MALFORMED);
  }

  @Test
  void everyTokenIsAnotherAndAllAreRemembered() {
    String first = authority.databaseCredential(ALICE, ENDPOINT, Duration.ofHours(1)).token();
    String second = authority.databaseCredential(ALICE, ENDPOINT, Duration.ofHours(1)).token();

    assertThat(first).isNotEqualTo(second);
    assertThat(authority.issued()).containsExactlyInAnyOrder(first, second);
  }

  @Test
  void whatIsIssuedDoesNotPrintItsToken() {
    TokenAuthority.Issued issued =
        authority.databaseCredential(ALICE, ENDPOINT, Duration.ofHours(1));

    assertThat(issued.toString()).doesNotContain(issued.token());
  }

  private void assertRefused(String token, TokenRefused.Reason reason) {
    assertThatExceptionOfType(TokenRefused.class)
        .isThrownBy(() -> authority.verify(token))
        .extracting(TokenRefused::reason)
        .isEqualTo(reason);
  }
}
