package io.github.lakebasecdi.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifetimesTest {

  private static final Duration STANDARD = Duration.ofMinutes(17);
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

  @Test
  void withoutARequestTheStandardHolds() throws ApiError {
    assertThat(Lifetimes.requested(Map.of(), STANDARD, NOON)).isEqualTo(STANDARD);
  }

  @ParameterizedTest
  @CsvSource({
    "ttl, 300s, PT5M",
    "ttl, 3600s, PT1H",
    "ttl, 600.5s, PT10M0.5S",
    "expire_time, 2026-11-22T12:05:00Z, PT5M",
    "expire_time, 2026-11-22T13:00:00Z, PT1H"
  })
  void whatIsAskedForWithinTheLimitsIsGiven(String field, String value, Duration expected)
      throws ApiError {
    assertThat(Lifetimes.requested(Map.of(field, value), STANDARD, NOON)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "ttl, 299s",
    "ttl, 3601s",
    "ttl, -300s",
    "ttl, 5m30",
    "ttl, soon",
    "expire_time, 2026-11-22T12:04:59Z",
    "expire_time, 2026-11-22T13:00:01Z",
    "expire_time, tomorrow"
  })
  void anythingElseIsRefusedByName(String field, String value) {
    assertThatExceptionOfType(ApiError.class)
        .isThrownBy(() -> Lifetimes.requested(Map.of(field, value), STANDARD, NOON))
        .satisfies(
            error -> {
              assertThat(error.status()).isEqualTo(400);
              assertThat(error.errorCode()).isEqualTo("INVALID_PARAMETER_VALUE");
              assertThat(error.text()).startsWith(field);
            });
  }
}
