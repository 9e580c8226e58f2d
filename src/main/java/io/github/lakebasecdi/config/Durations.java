package io.github.lakebasecdi.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}, plain milliseconds and ISO 8601. */
final class Durations {

  static final String FORMS = "500ms, 30s, 5m, 1h, plain milliseconds or ISO 8601 such as PT30S";

  private static final Pattern SHORT = Pattern.compile("(\\d{1,15})\\s*(ms|s|m|h)?");

  private Durations() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException where the text is none, or is negative
   */
  static Duration parse(String text) {
    Matcher matcher = SHORT.matcher(text.toLowerCase(Locale.ROOT));
    if (matcher.matches()) {
      long amount = Long.parseLong(matcher.group(1));
      String unit = matcher.group(2) == null ? "ms" : matcher.group(2);
      return switch (unit) {
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        default -> Duration.ofMillis(amount);
      };
    }
    try {
      Duration iso = Duration.parse(text);
      if (iso.isNegative()) {
        throw new IllegalArgumentException("negative");
      }
      return iso;
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("not a duration", e);
    }
  }

  /** The duration as a person would write it. */
  static String show(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 60_000 == 0 && millis > 0) {
      return millis / 60_000 + "m";
    }
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }
}
