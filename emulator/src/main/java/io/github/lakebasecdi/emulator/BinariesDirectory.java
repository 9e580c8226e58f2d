package io.github.lakebasecdi.emulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Where PostgreSQL is unpacked to, once per user and version of the extension. */
final class BinariesDirectory {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private BinariesDirectory() {}

  static Path forThisUser() {
    Path home =
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "lakebase-emulator-" + System.getProperty("user.name"));
    try {
      create(home);
      // Emulators of different versions may run side by side, each with its own extension.
      return Files.createDirectories(home.resolve(AuthExtension.fingerprint()));
    } catch (IOException e) {
      throw new UncheckedIOException("No directory for PostgreSQL's binaries", e);
    }
  }

  /** What is run from a shared temporary directory must not be somebody else's. */
  private static void create(Path home) throws IOException {
    boolean posix = home.getFileSystem().supportedFileAttributeViews().contains("posix");
    try {
      if (posix) {
        Files.createDirectory(home, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      } else {
        Files.createDirectory(home);
      }
    } catch (FileAlreadyExistsException e) {
      if (posix
          && !Files.getPosixFilePermissions(home, LinkOption.NOFOLLOW_LINKS).equals(OWNER_ONLY)) {
        throw new IOException(home + " may be written to by others: remove it", e);
      }
    }
    Path probe = Files.createTempFile(home, "owner", ".tmp");
    try {
      if (!Files.getOwner(home, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(probe))) {
        throw new IOException(home + " belongs to somebody else: remove it");
      }
    } finally {
      Files.delete(probe);
    }
  }
}
