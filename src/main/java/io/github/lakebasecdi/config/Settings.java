package io.github.lakebasecdi.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Looks settings up by property name and fall-back names, and collects what is wrong with them
 * instead of stopping at the first. Not thread safe.
 */
final class Settings {

  /** Name and password in an address that was pasted where only a host belongs. */
  private static final Pattern USER_INFO = Pattern.compile("//[^/@]*@");

  private final Function<String, Optional<String>> lookup;
  private final List<String> problems = new ArrayList<>();
  private final Set<String> known = new LinkedHashSet<>();

  Settings(Function<String, Optional<String>> lookup) {
    this.lookup = lookup;
  }

  /** Everything found wrong so far. */
  List<String> problems() {
    return problems;
  }

  /** Every property name asked for so far. */
  Set<String> known() {
    return known;
  }

  Optional<String> text(String property, String... fallbacks) {
    known.add(property);
    return first(property, fallbacks);
  }

  /** A secret, with the blanks that may be part of it. */
  Optional<Secret> secret(String property) {
    known.add(property);
    return lookup.apply(property).filter(value -> !value.isBlank()).map(Secret::new);
  }

  /**
   * Reads a value; one that cannot be read is a problem.
   *
   * @param allowed what is allowed, for the message
   */
  <T> Optional<T> parsed(
      Function<String, T> parser, String allowed, String property, String... fallbacks) {
    Optional<String> text = text(property, fallbacks);
    try {
      return text.map(parser);
    } catch (IllegalArgumentException e) {
      problem(text.orElse(""), "allowed: " + allowed, property, fallbacks);
      return Optional.empty();
    }
  }

  int integer(int standard, int least, int most, String property, String... fallbacks) {
    String allowed = "a whole number from " + least + " to " + most;
    return parsed(
            text -> inRange(Integer.parseInt(text), least, most), allowed, property, fallbacks)
        .orElse(standard);
  }

  Optional<Duration> duration(Duration least, Duration most, String property) {
    String allowed =
        "a duration from %s to %s, written as %s"
            .formatted(Durations.show(least), Durations.show(most), Durations.FORMS);
    return parsed(
        text -> {
          Duration value = Durations.parse(text);
          if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException("out of range");
          }
          return value;
        },
        allowed,
        property);
  }

  void required(String advice, String property, String... fallbacks) {
    problems.add(names(property, fallbacks) + " is not set: " + advice);
  }

  void problem(String value, String advice, String property, String... fallbacks) {
    String shown = USER_INFO.matcher(value).replaceAll("//***@");
    problems.add("%s is \"%s\"; %s".formatted(names(property, fallbacks), shown, advice));
  }

  private static String names(String property, String... fallbacks) {
    Set<String> names = new LinkedHashSet<>();
    names.add(ConfigReader.environmentName(property));
    names.addAll(List.of(fallbacks));
    return property + " (in the environment " + String.join(", else ", names) + ")";
  }

  private Optional<String> first(String property, String... fallbacks) {
    Optional<String> found = nonBlank(property);
    for (String fallback : fallbacks) {
      found = found.or(() -> nonBlank(fallback));
    }
    return found;
  }

  private Optional<String> nonBlank(String name) {
    return lookup.apply(name).map(String::strip).filter(value -> !value.isEmpty());
  }

  /**
   * Gives the text back.
   *
   * @throws IllegalArgumentException where it does not match
   */
  static String matching(Pattern pattern, String text) {
    if (!pattern.matcher(text).matches()) {
      throw new IllegalArgumentException("does not match");
    }
    return text;
  }

  private static int inRange(int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException("out of range");
    }
    return value;
  }
}
