package io.github.lakebasecdi.config;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The properties that go to the driver as they are, without those that would undo security. */
final class JdbcProperties {

  static final String PREFIX = "lakebase.jdbc.";

  /**
   * Where these come from is decided by this module: identity, protection, address, log of bytes.
   */
  private static final Set<String> REFUSED =
      Set.of(
          "user",
          "password",
          "authenticationpluginclassname",
          "ssl",
          "sslmode",
          "sslnegotiation",
          "sslfactory",
          "sslfactoryarg",
          "sslhostnameverifier",
          "sslpasswordcallback",
          "sslrootcert",
          "sslcert",
          "sslkey",
          "sslpassword",
          "socketfactory",
          "socketfactoryarg",
          "gssencmode",
          "gsslib",
          "jaasapplicationname",
          "jaaslogin",
          "kerberosservername",
          "requireauth",
          "channelbinding",
          "service",
          "pghost",
          "pgport",
          "pgdbname",
          "localsocketaddress",
          "applicationname",
          "logintimeout",
          "xmlfactoryfactory",
          "gssusedefaultcreds",
          "usespnego",
          "sspiserviceclass",
          "protocolversion",
          "replication",
          "connectexecutor",
          "connectexecutorarg",
          "classloaderstrategy",
          "loggerlevel",
          "loggerfile");

  /** Startup options that change who a connection belongs to, however they are spelled. */
  private static final Pattern IDENTITY =
      Pattern.compile("\\b(role|session[_-]authorization)\\b", Pattern.CASE_INSENSITIVE);

  private JdbcProperties() {}

  static Map<String, String> read(Settings settings, Iterable<String> propertyNames) {
    Map<String, String> properties = new TreeMap<>();
    for (String name : propertyNames) {
      if (!name.startsWith(PREFIX)) {
        continue;
      }
      String key = name.substring(PREFIX.length());
      if (REFUSED.contains(key.toLowerCase(Locale.ROOT))) {
        settings.known().add(name);
        settings
            .problems()
            .add(
                name
                    + " is not allowed: the module decides this itself, because it would undo"
                    + " security; use the lakebase.* setting for it, if there is one");
        continue;
      }
      settings.text(name).ifPresent(value -> properties.put(key, value));
      if (key.equals("options") && IDENTITY.matcher(properties.getOrDefault(key, "")).find()) {
        settings.problem(
            properties.getOrDefault(key, ""),
            "allowed: anything but role and session_authorization, which would make everybody"
                + " someone else",
            name);
      }
      if (key.equalsIgnoreCase("preferQueryMode") && "simple".equals(properties.get(key))) {
        settings.problem(
            "simple", "allowed: extended, extendedForPrepared, extendedCacheEverything", name);
      }
    }
    return Map.copyOf(properties);
  }
}
