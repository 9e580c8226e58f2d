package io.github.lakebasecdi.suite.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where something may have been logged. */
public final class LogFiles {

  private static final Pattern REPORT = Pattern.compile(".*\\.(log|txt|xml|html|dump|dumpstream)");
  private static final Pattern LOGGER =
      Pattern.compile(
          "\\b(io\\.github\\.lakebasecdi|com\\.databricks\\.sdk|com\\.zaxxer\\.hikari|org\\.postgresql)"
              + "[A-Za-z.]*\\.[A-Z]\\w+");

  private LogFiles() {}

  /** Everything that the server under test has logged. */
  public static List<Path> ofServer() throws IOException {
    return walk(ServerLog.directory());
  }

  /** Logs and reports below the {@code target} directories of all modules. */
  public static List<Path> ofBuild() throws IOException {
    Path repository = Path.of(Setting.REPOSITORY.value()).toRealPath();
    List<Path> files = new ArrayList<>();
    for (Path target : targets(repository)) {
      walk(target).stream()
          .filter(file -> REPORT.matcher(file.getFileName().toString()).matches())
          .forEach(files::add);
    }
    return files;
  }

  /** The names of loggers that stand in the files. */
  public static Set<String> loggersIn(Collection<Path> files) throws IOException {
    Set<String> loggers = new TreeSet<>();
    for (Path file : files) {
      Matcher logger = LOGGER.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
      while (logger.find()) {
        loggers.add(logger.group());
      }
    }
    return loggers;
  }

  /** Modules are at most two levels deep. */
  private static List<Path> targets(Path repository) throws IOException {
    try (Stream<Path> found = Files.walk(repository, 3)) {
      return found
          .filter(path -> path.endsWith("target") && Files.exists(path.resolveSibling("pom.xml")))
          .toList();
    }
  }

  private static List<Path> walk(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
