package io.github.lakebasecdi.config;

import io.github.lakebasecdi.LakebaseConfigurationException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads and checks the settings. Nothing here asks the network. */
public final class ConfigReader {

  private static final Logger LOG = System.getLogger(ConfigReader.class.getName());

  private static final String ENDPOINT = "lakebase.endpoint";
  private static final String ENDPOINT_FORM =
      "projects/{project}/branches/{branch}/endpoints/{endpoint}";
  private static final Pattern ENDPOINT_PATTERN =
      Pattern.compile("projects/[^/\\s]+/branches/[^/\\s]+/endpoints/[^/\\s]+");
  private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Duration ZERO = Duration.ZERO;
  private static final Duration DAY = Duration.ofDays(1);

  private final Settings settings;
  private final Iterable<String> propertyNames;

  /**
   * A reader.
   *
   * @param lookup gives the value of a property or environment variable
   * @param propertyNames all names that have a value, to find driver properties and misspellings
   */
  public ConfigReader(Function<String, Optional<String>> lookup, Iterable<String> propertyNames) {
    this.settings = new Settings(lookup);
    this.propertyNames = propertyNames;
  }

  /**
   * Reads everything.
   *
   * @throws LakebaseConfigurationException with all problems at once
   */
  public LakebaseConfig read() {
    Optional<Secret> password = settings.secret("lakebase.password");
    Optional<String> endpoint = endpoint(password.isPresent());
    LakebaseConfig config =
        new LakebaseConfig(
            endpoint,
            new ServerSettings(settings, propertyNames)
                .read(endpoint.isPresent(), password.isPresent()),
            user(password.isPresent()),
            password,
            pool(),
            users(),
            settings
                .duration(ZERO, Duration.ofMinutes(30), "lakebase.token.refresh-ahead")
                .orElse(Duration.ofMinutes(2)),
            fallbackToService(),
            headers(),
            settings
                .duration(ZERO, Duration.ofMinutes(10), "lakebase.shutdown-timeout")
                .orElse(Duration.ofSeconds(10)),
            workspace());
    if (!settings.problems().isEmpty()) {
      throw new LakebaseConfigurationException(settings.problems());
    }
    warnOfUnknownNames();
    return config;
  }

  /** The property as it is spelled in the environment. */
  public static String environmentName(String property) {
    return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  private Optional<String> endpoint(boolean hasPassword) {
    Optional<String> given = settings.text(ENDPOINT);
    if (given.isEmpty() && !hasPassword) {
      settings.required(
          "give the endpoint's resource name, " + ENDPOINT_FORM + ", or set lakebase.password",
          ENDPOINT);
    }
    given
        .filter(value -> !ENDPOINT_PATTERN.matcher(value).matches())
        .ifPresent(value -> settings.problem(value, "allowed: " + ENDPOINT_FORM, ENDPOINT));
    return given;
  }

  private Optional<String> user(boolean hasPassword) {
    Optional<String> user = settings.text("lakebase.user", "PGUSER", "DATABRICKS_CLIENT_ID");
    if (user.isEmpty() && hasPassword) {
      settings.required(
          "lakebase.password needs the role that it belongs to",
          "lakebase.user",
          "PGUSER",
          "DATABRICKS_CLIENT_ID");
    }
    return user;
  }

  private LakebaseConfig.Pool pool() {
    Duration idleTimeout =
        settings
            .duration(Duration.ofSeconds(10), DAY, "lakebase.pool.idle-timeout")
            .orElse(Duration.ofSeconds(30));
    Duration maxLifetime =
        settings
            .duration(Duration.ofSeconds(30), DAY, "lakebase.pool.max-lifetime")
            .orElse(Duration.ofMinutes(30));
    if (maxLifetime.minus(idleTimeout).compareTo(Duration.ofSeconds(1)) < 0) {
      settings.problem(
          Durations.show(idleTimeout),
          "allowed: at least one second less than lakebase.pool.max-lifetime, which is "
              + Durations.show(maxLifetime),
          "lakebase.pool.idle-timeout");
    }
    return new LakebaseConfig.Pool(
        settings.integer(10, 1, 4000, "lakebase.pool.max-size"),
        settings
            .duration(
                Duration.ofMillis(250), Duration.ofMinutes(10), "lakebase.pool.connection-timeout")
            .orElse(Duration.ofSeconds(10)),
        idleTimeout,
        maxLifetime,
        settings.duration(
            Duration.ofSeconds(2), maxLifetime, "lakebase.pool.leak-detection-threshold"));
  }

  private LakebaseConfig.Users users() {
    OptionalInt maxConnections =
        settings
            .parsed(
                text ->
                    text.equals("auto")
                        ? OptionalInt.empty()
                        : OptionalInt.of(positive(Integer.parseInt(text))),
                "auto, or a whole number of at least 1",
                "lakebase.users.max-connections")
            .orElse(OptionalInt.empty());
    return new LakebaseConfig.Users(
        settings.integer(3, 1, 4000, "lakebase.users.max-size"),
        maxConnections,
        settings.integer(1, 1, 10_000, "lakebase.instances"),
        settings
            .duration(Duration.ofSeconds(1), DAY, "lakebase.users.evict-after")
            .orElse(Duration.ofMinutes(5)),
        settings.integer(10_000, 1, 1_000_000, "lakebase.users.max-pools"));
  }

  private boolean fallbackToService() {
    boolean development =
        settings
            .parsed(
                text -> oneOf(text, "production", "development"),
                "production, development",
                "lakebase.mode")
            .orElse("production")
            .equals("development");
    Optional<String> fallback =
        settings.parsed(
            text -> oneOf(text, "none", "service-principal"),
            "none, and in development mode service-principal",
            "lakebase.users.fallback");
    if (!development && fallback.isPresent() && fallback.get().equals("service-principal")) {
      settings.problem(
          "service-principal",
          "in production a request without a token must never get the service principal; remove it,"
              + " or set lakebase.mode=development on a developer's machine",
          "lakebase.users.fallback");
    }
    return development && fallback.orElse("service-principal").equals("service-principal");
  }

  private LakebaseConfig.Headers headers() {
    LakebaseConfig.Headers names =
        new LakebaseConfig.Headers(
            header("token", "X-Forwarded-Access-Token"),
            header("email", "X-Forwarded-Email"),
            header("user", "X-Forwarded-User"),
            header("preferred-username", "X-Forwarded-Preferred-Username"));
    for (String other : List.of(names.email(), names.user(), names.preferredUsername())) {
      if (names.token().equalsIgnoreCase(other)) {
        settings.problem(
            names.token(),
            "allowed: a header of its own, because the other values are shown",
            "lakebase.headers.token");
      }
    }
    return names;
  }

  private String header(String name, String standard) {
    return settings
        .parsed(
            text -> Settings.matching(HEADER, text),
            "the name of an HTTP header",
            "lakebase.headers." + name)
        .orElse(standard);
  }

  private LakebaseConfig.Workspace workspace() {
    return new LakebaseConfig.Workspace(
        settings.parsed(
            ConfigReader::workspaceAddress,
            "https:// and the workspace's host (http only for this machine)",
            "databricks.host"),
        settings.text("databricks.client-id"),
        settings.secret("databricks.client-secret"),
        settings.secret("databricks.token"),
        settings.text("databricks.profile", "DATABRICKS_CONFIG_PROFILE"),
        settings.text("databricks.config-file"),
        settings.text("databricks.auth-type"));
  }

  private void warnOfUnknownNames() {
    for (String name : propertyNames) {
      if (name.startsWith("lakebase.")
          && !name.startsWith("lakebase.emulator.")
          && !settings.known().contains(name)) {
        LOG.log(Level.WARNING, "LKB0002: the setting {0} is unknown and has no effect", name);
      }
    }
  }

  private static String workspaceAddress(String text) {
    URI uri = URI.create(text.contains("://") ? text : "https://" + text);
    boolean safe =
        "https".equals(uri.getScheme())
            || ("http".equals(uri.getScheme())
                && uri.getHost() != null
                && Hosts.isLoopback(uri.getHost()));
    if (uri.getHost() == null || uri.getUserInfo() != null || !safe) {
      throw new IllegalArgumentException("not a workspace address");
    }
    return text;
  }

  private static int positive(int value) {
    if (value < 1) {
      throw new IllegalArgumentException("not positive");
    }
    return value;
  }

  private static String oneOf(String text, String... choices) {
    String value = text.toLowerCase(Locale.ROOT);
    for (String choice : choices) {
      if (choice.equals(value)) {
        return value;
      }
    }
    throw new IllegalArgumentException("not a choice");
  }
}
