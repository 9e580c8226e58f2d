package io.github.lakebasecdi.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PersonTokensTest {

  private static final Identity ALICE = Identity.person("alice@example.com");
  private static final Identity BOB = Identity.person("bob@example.com");

  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-22T10:00:00Z"));
  private final TokenAuthority authority = new TokenAuthority("http://workspace/oidc", clock);

  @Test
  void aTokenIsUsedAgainUntilItNearsItsEnd() {
    PersonTokens tokens = tokens(Duration.ofMinutes(60));
    String first = tokens.of(ALICE);

    clock.advance(Duration.ofMinutes(55).minusSeconds(1));
    assertThat(tokens.of(ALICE)).isEqualTo(first);

    clock.advance(Duration.ofSeconds(1));
    assertThat(tokens.of(ALICE)).isNotEqualTo(first);
  }

  @Test
  void aShortLivedTokenChangesAtThreeQuarters() {
    PersonTokens tokens = tokens(Duration.ofSeconds(8));
    String first = tokens.of(ALICE);

    clock.advance(Duration.ofSeconds(5));
    assertThat(tokens.of(ALICE)).isEqualTo(first);
    clock.advance(Duration.ofSeconds(1));
    assertThat(tokens.of(ALICE)).isNotEqualTo(first);
  }

  @Test
  void everyPersonHasATokenOfTheirOwn() {
    PersonTokens tokens = tokens(Duration.ofMinutes(60));

    assertThat(tokens.of(ALICE)).isNotEqualTo(tokens.of(BOB));
  }

  private PersonTokens tokens(Duration lifetime) {
    return new PersonTokens(
        person -> authority.accessToken(person, lifetime, List.of("postgres")), clock);
  }
}
