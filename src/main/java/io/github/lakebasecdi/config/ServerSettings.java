package io.github.lakebasecdi.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads where PostgreSQL is, and how the connection to it is protected. */
final class ServerSettings {

  private static final Pattern APPLICATION_NAME = Pattern.compile("[\\x20-\\x7e]{1,63}");
  private static final Duration DAY = Duration.ofDays(1);

  private final Settings settings;
  private final Iterable<String> propertyNames;

  ServerSettings(Settings settings, Iterable<String> propertyNames) {
    this.settings = settings;
    this.propertyNames = propertyNames;
  }

  LakebaseConfig.Server read(boolean hasEndpoint, boolean hasPassword) {
    Optional<String> host =
        settings.parsed(
            Hosts::parse,
            "a host name or an address, without protocol, port or path",
            "lakebase.host",
            "PGHOST");
    if (!hasEndpoint && settings.text("lakebase.host", "PGHOST").isEmpty()) {
      settings.required(
          "without lakebase.endpoint nobody can be asked for the host", "lakebase.host", "PGHOST");
    }
    Optional<String> database = settings.text("lakebase.database", "PGDATABASE");
    if (database.isEmpty()) {
      settings.required(
          "the default database of a Lakebase project is databricks_postgres",
          "lakebase.database",
          "PGDATABASE");
    }
    return new LakebaseConfig.Server(
        host,
        settings.integer(5432, 1, 65535, "lakebase.port", "PGPORT"),
        database.orElse(""),
        sslMode(host, hasPassword),
        settings.parsed(
            ServerSettings::readableFile,
            "the path of a readable file of PEM certificates",
            "lakebase.ssl-root-cert",
            "PGSSLROOTCERT"),
        settings
            .parsed(
                text -> Settings.matching(APPLICATION_NAME, text),
                "1 to 63 printable ASCII characters",
                "lakebase.application-name",
                "PGAPPNAME")
            .orElse("lakebase-cdi"),
        settings.duration(Duration.ofMillis(1), DAY, "lakebase.statement-timeout"),
        settings.duration(Duration.ofMillis(1), DAY, "lakebase.idle-in-transaction-timeout"),
        JdbcProperties.read(settings, propertyNames));
  }

  private SslMode sslMode(Optional<String> host, boolean hasPassword) {
    SslMode mode =
        settings
            .parsed(
                text ->
                    switch (text) {
                      case "require", "verify-full" -> SslMode.VERIFIED;
                      case "prefer" -> SslMode.ENCRYPTED;
                      case "disable" -> SslMode.PLAIN;
                      default -> throw new IllegalArgumentException(text);
                    },
                "require or verify-full (verified TLS), prefer (TLS, unverified), disable",
                "lakebase.ssl-mode",
                "PGSSLMODE")
            .orElse(SslMode.VERIFIED);
    if (mode == SslMode.PLAIN && !hasPassword && !host.map(Hosts::isLoopback).orElse(false)) {
      settings.problem(
          "disable",
          "a token must not travel in the clear: allowed only where lakebase.host is this machine;"
              + " use require",
          "lakebase.ssl-mode",
          "PGSSLMODE");
    }
    return mode;
  }

  private static Path readableFile(String text) {
    Path path = Path.of(text);
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw new IllegalArgumentException("not a readable file");
    }
    return path;
  }
}
