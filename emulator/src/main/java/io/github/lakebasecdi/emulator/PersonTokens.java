package io.github.lakebasecdi.emulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The access token of each person who is signed in: used again until it nears its end. */
final class PersonTokens {

  // The platform hands out another one some minutes ahead; short-lived ones change at three
  // quarters.
  private static final Duration AHEAD = Duration.ofMinutes(5);
  private static final int SHARE = 4;

  private record Held(String token, Instant replaceAt) {
    @Override
    public String toString() {
      return "Held[replaceAt=" + replaceAt + "]";
    }
  }

  private final Function<Identity, TokenAuthority.Issued> issuer;
  private final Clock clock;
  private final Map<String, Held> held = new HashMap<>();

  PersonTokens(Function<Identity, TokenAuthority.Issued> issuer, Clock clock) {
    this.issuer = issuer;
    this.clock = clock;
  }

  synchronized String of(Identity person) {
    Instant now = clock.instant();
    Held current = held.get(person.name());
    if (current == null || !now.isBefore(current.replaceAt())) {
      TokenAuthority.Issued issued = issuer.apply(person);
      Duration share = Duration.between(now, issued.expiry()).dividedBy(SHARE);
      Duration ahead = share.compareTo(AHEAD) < 0 ? share : AHEAD;
      current = new Held(issued.token(), issued.expiry().minus(ahead));
      held.put(person.name(), current);
    }
    return current.token();
  }
}
