package io.github.lakebasecdi.emulator;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** How long a credential shall live: what the caller asked for, within what Lakebase allows. */
final class Lifetimes {

  private static final Duration SHORTEST = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofHours(1);

  private Lifetimes() {}

  /**
   * Reads {@code ttl} ("300s") or {@code expire_time} (RFC 3339); the default when neither is
   * there.
   */
  static Duration requested(Map<String, Object> body, Duration standard, Clock clock)
      throws ApiError {
    Object ttl = body.get("ttl");
    Object expireTime = body.get("expire_time");
    if (ttl != null) {
      return allowed("ttl", parseTtl(ttl.toString()));
    }
    if (expireTime != null) {
      return allowed(
          "expire_time", Duration.between(clock.instant(), parseTime(expireTime.toString())));
    }
    return standard;
  }

  private static Duration allowed(String field, Duration lifetime) throws ApiError {
    if (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0) {
      throw invalid(field + " must be at least 300 seconds and at most 3600 seconds from now");
    }
    return lifetime;
  }

  private static Duration parseTtl(String ttl) throws ApiError {
    try {
      // Protobuf's JSON form of a duration: seconds, possibly with a fraction, and an "s".
      return Duration.parse("PT" + ttl.toUpperCase(Locale.ROOT));
    } catch (DateTimeException e) {
      throw invalid("ttl must be a number of seconds followed by s");
    }
  }

  private static Instant parseTime(String time) throws ApiError {
    try {
      return Instant.parse(time);
    } catch (DateTimeException e) {
      throw invalid("expire_time must be an RFC 3339 time");
    }
  }

  private static ApiError invalid(String message) {
    return ApiError.of(400, "INVALID_PARAMETER_VALUE", message);
  }
}
