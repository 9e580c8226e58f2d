package io.github.lakebasecdi.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.CRC32;

/** The files of the PostgreSQL extension {@code databricks_auth}. */
final class AuthExtension {

  private static final String SCRIPT = "databricks_auth--1.0.sql";
  // The control file last: it is what makes the extension available.
  private static final List<String> FILES = List.of(SCRIPT, "databricks_auth.control");

  private AuthExtension() {}

  /** The statements of the extension, for a server that it cannot be installed into. */
  static String statements() {
    return read(SCRIPT).replaceFirst("\\\\echo .*\\R", "");
  }

  /** Changes with the files' content. */
  static String fingerprint() {
    CRC32 checksum = new CRC32();
    for (String name : FILES) {
      checksum.update(read(name).getBytes(StandardCharsets.UTF_8));
    }
    return "databricks_auth-%08x".formatted(checksum.getValue());
  }

  /**
   * Puts the files where CREATE EXTENSION looks for them. Others may do the same at the same time;
   * nobody ever sees half a file, and files that are there already are left alone.
   */
  static void install(Path extensionDirectory) throws IOException {
    for (String name : FILES) {
      Path target = extensionDirectory.resolve(name);
      String content = read(name);
      if (Files.exists(target) && Files.readString(target).equals(content)) {
        continue;
      }
      Path temporary = Files.createTempFile(extensionDirectory, name, ".tmp");
      try {
        Files.writeString(temporary, content);
        // Readable for the server, which may run as another user than its files' owner.
        temporary.toFile().setReadable(true, false);
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    }
  }

  private static String read(String name) {
    try (InputStream in = AuthExtension.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the emulator's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
