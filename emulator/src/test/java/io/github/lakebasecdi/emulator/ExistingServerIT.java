package io.github.lakebasecdi.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that was there before, without the extension's files. */
class ExistingServerIT {

  private static final String ALICE = "alice@example.com";

  @TempDir Path temporary;

  @Test
  void isSetUpUsedAndLeftRunningAsOftenAsWanted() throws Exception {
    try (EmbeddedPostgres existing = postgres("trust")) {
      for (int run = 0; run < 2; run++) {
        try (LakebaseEmulator emulator = start(existing)) {
          Client client = new Client(emulator);
          try (Connection service = client.connectAsService();
              Connection alice = client.connect(ALICE)) {
            Client.execute(
                service,
                "CREATE SCHEMA IF NOT EXISTS app",
                "CREATE TABLE IF NOT EXISTS app.t (id int)",
                "GRANT USAGE ON SCHEMA app TO PUBLIC",
                "GRANT SELECT, INSERT ON app.t TO PUBLIC",
                "INSERT INTO app.t VALUES (1)");
            assertThat(Client.query(alice, "SELECT count(*) FROM app.t"))
                .isEqualTo(Integer.toString(run + 1));
          }
          try (Connection carol = client.connect("carol@example.com")) {
            Client.execute(
                carol,
                "SELECT databricks_create_role('user%d@example.com', 'USER')".formatted(run));
          }
        }
      }
      try (Connection owner = existing.getPostgresDatabase().getConnection()) {
        assertThat(
                Client.query(
                    owner, "SELECT count(*) FROM pg_shseclabel WHERE provider = 'databricks_auth'"))
            .isEqualTo("5");
      }
    }
  }

  @Test
  void mustLetRolesInWithoutAPassword() throws Exception {
    try (EmbeddedPostgres existing = postgres("scram-sha-256")) {
      assertThatIllegalStateException()
          .isThrownBy(() -> start(existing).close())
          .withMessageContaining("pg_hba.conf")
          .withMessageContaining("trust");
    }
  }

  private static LakebaseEmulator start(EmbeddedPostgres existing) {
    return LakebaseEmulator.builder()
        .user(ALICE)
        .superuser("carol@example.com")
        .postgres("jdbc:postgresql://127.0.0.1:" + existing.getPort() + "/postgres", "postgres", "")
        .start();
  }

  private EmbeddedPostgres postgres(String method) throws IOException {
    return EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(temporary.resolve("binaries").toFile())
        .setDataDirectory(temporary.resolve("data"))
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("unix_socket_directories", "''")
        .setDataDirectoryCustomizer(data -> rolesLogInBy(method, data))
        .start();
  }

  private static void rolesLogInBy(String method, File data) {
    try {
      Files.writeString(
          data.toPath().resolve("pg_hba.conf"),
          "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 " + method + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
