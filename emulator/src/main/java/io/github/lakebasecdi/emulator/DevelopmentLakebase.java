package io.github.lakebasecdi.emulator;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The emulator as an application in development gets it: with fixed addresses, and set up by
 * properties instead of code.
 *
 * <p>Thread safe. The properties, all optional:
 *
 * <ul>
 *   <li>{@code lakebase.emulator.users}: e-mail addresses, separated by commas
 *       (alice@example.com,bob@example.com)
 *   <li>{@code lakebase.emulator.workspace-port} (8001), {@code .gateway-port} (5433), {@code
 *       .front-door-port} (8000): 0 takes a free one
 *   <li>{@code lakebase.emulator.app}: the application behind the front door
 *       (http://127.0.0.1:9080)
 *   <li>{@code lakebase.emulator.token-lifetime} (60m)
 *   <li>{@code lakebase.emulator.max-connections} (100)
 * </ul>
 */
public final class DevelopmentLakebase implements AutoCloseable, Supplier<Map<String, String>> {

  private static final System.Logger LOG = System.getLogger(DevelopmentLakebase.class.getName());

  private final LakebaseEmulator emulator;

  private DevelopmentLakebase(LakebaseEmulator emulator) {
    this.emulator = emulator;
  }

  /**
   * Starts an emulator; blocks for seconds.
   *
   * @param settings the value of a property, if it is set
   * @throws IllegalArgumentException if a property has a value that means nothing; the message
   *     names the property
   * @throws IllegalStateException if a port is not free; the message names the property
   */
  public static DevelopmentLakebase start(Function<String, Optional<String>> settings) {
    Properties properties = new Properties(settings);
    LakebaseEmulator.Builder builder =
        LakebaseEmulator.builder()
            .workspacePort(properties.number("workspace-port", 8001, 0, 65_535))
            .gatewayPort(properties.number("gateway-port", 5433, 0, 65_535))
            .frontDoorPort(properties.number("front-door-port", 8000, 0, 65_535))
            .maxConnections(properties.number("max-connections", 100, 1, 10_000))
            .app(properties.get("app", "http://127.0.0.1:9080", AppAddress::parse));
    var lifetime = properties.get("token-lifetime", "60m", Durations::parse);
    builder.credentialLifetime(lifetime).userTokenLifetime(lifetime);
    properties
        .get("users", "alice@example.com,bob@example.com", DevelopmentLakebase::names)
        .forEach(builder::user);
    DevelopmentLakebase started = new DevelopmentLakebase(builder.start());
    LOG.log(
        System.Logger.Level.INFO,
        "A local Lakebase runs for development: sign in at {0}",
        started.emulator.frontDoorUrl());
    return started;
  }

  /** The environment the platform would give; see {@link LakebaseEmulator#environment()}. */
  @Override
  public Map<String, String> get() {
    return emulator.environment();
  }

  /** The emulator itself. */
  public LakebaseEmulator emulator() {
    return emulator;
  }

  /** Ends it; blocks for about a second. */
  @Override
  public void close() {
    emulator.close();
  }

  private static List<String> names(String list) {
    return Arrays.stream(list.split(",")).map(String::trim).filter(s -> !s.isEmpty()).toList();
  }

  private record Properties(Function<String, Optional<String>> settings) {

    private static final String PREFIX = "lakebase.emulator.";

    <T> T get(String name, String standard, Function<String, T> reader) {
      String value = settings.apply(PREFIX + name).orElse(standard);
      try {
        return reader.apply(value);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(PREFIX + name + ": " + e.getMessage(), e);
      }
    }

    int number(String name, int standard, int least, int most) {
      return get(
          name,
          Integer.toString(standard),
          text -> {
            if (!text.trim().matches("\\d{1,6}")
                || Integer.parseInt(text.trim()) < least
                || Integer.parseInt(text.trim()) > most) {
              throw new IllegalArgumentException(
                  "'%s' is not a number from %d to %d".formatted(text, least, most));
            }
            return Integer.parseInt(text.trim());
          });
    }
  }
}
