package io.github.lakebasecdi.emulator;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL of the emulator's own, with its data in a directory that goes when it is closed. */
final class EmbeddedServer implements DatabaseServer {

  private static final String OWNER = "postgres";
  // Kept for the owner when the others are taken: tests look into a server that is full.
  private static final int RESERVED_CONNECTIONS = 20;
  // The emulator's own count against the rest, although they are the owner's.
  static final int OWN_CONNECTIONS = 5;
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  // The library remembers one directory per resolver: with its own, somebody else's use of it in
  // the same JVM does not decide where the emulator's binaries are.
  private static final PgBinaryResolver BINARIES =
      (system, machine) -> DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine);

  private final EmbeddedPostgres postgres;

  private EmbeddedServer(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /** Blocks until the server answers: a second, or some when its binaries are unpacked first. */
  static EmbeddedServer start(Path dataDirectory, int maxConnections) {
    Path binaries = BinariesDirectory.forThisUser();
    try {
      EmbeddedPostgres postgres =
          EmbeddedPostgres.builder()
              .setOverrideWorkingDirectory(binaries.toFile())
              .setPgBinaryResolver(BINARIES)
              .setDataDirectory(dataDirectory)
              .setDataDirectoryCustomizer(data -> installExtension(binaries))
              // The emulator has a hook of its own, which it takes back when it is closed.
              .setRegisterShutdownHook(false)
              .setPGStartupWait(START_TIMEOUT)
              .setLocaleConfig("locale-provider", "builtin")
              .setLocaleConfig("builtin-locale", "C.UTF-8")
              .setLocaleConfig("locale", "C")
              .setServerConfig("listen_addresses", Ports.LOOPBACK)
              .setServerConfig("unix_socket_directories", "''")
              .setServerConfig(
                  "max_connections",
                  Integer.toString(maxConnections + OWN_CONNECTIONS + RESERVED_CONNECTIONS))
              .setServerConfig(
                  "superuser_reserved_connections", Integer.toString(RESERVED_CONNECTIONS))
              // Nothing here survives the emulator, so nothing needs to survive a crash.
              .setServerConfig("fsync", "off")
              .setServerConfig("full_page_writes", "off")
              .setServerConfig("wal_level", "minimal")
              .setServerConfig("max_wal_senders", "0")
              .start();
      return new EmbeddedServer(postgres);
    } catch (IOException e) {
      throw new UncheckedIOException("The embedded PostgreSQL did not start", e);
    }
  }

  @Override
  public InetSocketAddress address() {
    return Ports.loopback(postgres.getPort());
  }

  @Override
  public Connection ownerConnection() throws SQLException {
    return ownerConnection(DATABASE);
  }

  @Override
  public Connection maintenanceConnection() throws SQLException {
    return ownerConnection(OWNER);
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The embedded PostgreSQL did not stop cleanly", e);
    }
  }

  private Connection ownerConnection(String database) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {Ports.LOOPBACK});
    source.setPortNumbers(new int[] {postgres.getPort()});
    source.setDatabaseName(database);
    source.setUser(OWNER);
    return source.getConnection();
  }

  /** After the binaries have been unpacked, before the server starts. */
  private static void installExtension(Path binaries) {
    File[] unpacked = binaries.toFile().listFiles(file -> file.getName().startsWith("PG-"));
    try {
      for (File directory : unpacked == null ? new File[0] : unpacked) {
        AuthExtension.install(directory.toPath().resolve("share/postgresql/extension"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The extension databricks_auth cannot be installed", e);
    }
  }
}
