package io.github.lakebasecdi.emulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;

/** A directory of one emulator, readable for its user only, that goes with it. */
final class TemporaryDirectory {

  private TemporaryDirectory() {}

  static Path create(Closers closers) throws IOException {
    Path directory = Files.createTempDirectory("lakebase-emulator-");
    closers.add(() -> FileUtils.deleteDirectory(directory.toFile()));
    return directory;
  }
}
