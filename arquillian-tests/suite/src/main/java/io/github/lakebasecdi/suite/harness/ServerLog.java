package io.github.lakebasecdi.suite.harness;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the server logs from a moment on. */
public final class ServerLog {

  private final Map<Path, Long> seen = new HashMap<>();

  private ServerLog() {
    for (Path file : files()) {
      seen.put(file, file.toFile().length());
    }
  }

  /** Everything from now on. */
  public static ServerLog fromNow() {
    return new ServerLog();
  }

  /** What has been written meanwhile, by all loggers. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Path file : files()) {
      text.append(tail(file, seen.getOrDefault(file, 0L)));
    }
    return text.toString();
  }

  /** The lines with a text, each once: servers write a line into several files. */
  public Set<String> linesWith(String text) {
    return text()
        .lines()
        .filter(line -> line.contains(text))
        .map(line -> line.substring(line.indexOf(text)))
        .collect(Collectors.toSet());
  }

  static Path directory() {
    return Path.of(Setting.SERVER_LOGS.value());
  }

  private static List<Path> files() {
    try (Stream<Path> files = Files.walk(directory())) {
      return files.filter(file -> file.toString().endsWith(".log")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tail(Path file, long from) {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      open.seek(Math.min(from, open.length()));
      byte[] rest = new byte[(int) (open.length() - open.getFilePointer())];
      open.readFully(rest);
      return new String(rest, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
