package io.github.lakebasecdi.cdi;

import io.github.lakebasecdi.config.ConfigReader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The emulator, where it lies on the class path, the mode is {@code development} and nothing says
 * which Lakebase to use; else nothing. Its values stand before all other settings.
 */
final class LocalLakebase implements AutoCloseable {

  private static final Logger LOG = System.getLogger(LocalLakebase.class.getName());

  /** Found by name, because the library does not depend on the emulator. */
  private static final String EMULATOR = "io.github.lakebasecdi.emulator.DevelopmentLakebase";

  private final Function<String, Optional<String>> settings;
  private final Map<String, String> environment;
  private final @Nullable AutoCloseable emulator;

  private LocalLakebase(
      Function<String, Optional<String>> settings,
      Map<String, String> environment,
      @Nullable AutoCloseable emulator) {
    this.settings = settings;
    this.environment = environment;
    this.emulator = emulator;
  }

  static LocalLakebase startIfWanted(Function<String, Optional<String>> settings) {
    Class<?> emulator = isWanted(settings) ? find() : null;
    return emulator == null
        ? new LocalLakebase(settings, Map.of(), null)
        : start(emulator, settings);
  }

  /** The value of a property or an environment variable. */
  Optional<String> lookup(String name) {
    String own = environment.get(ConfigReader.environmentName(name));
    return own != null ? Optional.of(own) : settings.apply(name);
  }

  @Override
  public void close() {
    if (emulator == null) {
      return;
    }
    try {
      emulator.close();
    } catch (Exception e) {
      LOG.log(Level.WARNING, "LKB0403: the local Lakebase did not stop cleanly", e);
    }
  }

  private static boolean isWanted(Function<String, Optional<String>> settings) {
    return settings.apply("lakebase.mode").filter("development"::equalsIgnoreCase).isPresent()
        && settings.apply("lakebase.endpoint").isEmpty()
        && settings.apply("lakebase.host").isEmpty()
        && settings.apply("lakebase.password").isEmpty();
  }

  private static @Nullable Class<?> find() {
    try {
      return Class.forName(EMULATOR, true, LocalLakebase.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  @SuppressWarnings("unchecked")
  private static LocalLakebase start(
      Class<?> emulator, Function<String, Optional<String>> settings) {
    LOG.log(Level.INFO, "LKB0401: development mode without an endpoint: starting a local Lakebase");
    try {
      Object started = emulator.getMethod("start", Function.class).invoke(null, settings);
      Map<String, String> environment =
          new HashMap<>(((Supplier<Map<String, String>>) started).get());
      // Whatever other login the developer's own environment offers, it is not the emulator's.
      environment.put("DATABRICKS_AUTH_TYPE", "oauth-m2m");
      LOG.log(
          Level.INFO,
          "LKB0402: local Lakebase ready: workspace {0}, PostgreSQL {1}:{2}",
          environment.get("DATABRICKS_HOST"),
          environment.get("PGHOST"),
          environment.get("PGPORT"));
      return new LocalLakebase(settings, environment, (AutoCloseable) started);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException("the local Lakebase did not start", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "lakebase-emulator and lakebase-cdi are of different versions", e);
    }
  }
}
