package io.github.lakebasecdi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The README, as tests read it: what it shows is what they run. */
public final class Readme {

  private static final Pattern FENCE = Pattern.compile("```\\w+\\n(.*?)```", Pattern.DOTALL);

  private Readme() {}

  public static String text() throws IOException {
    return Files.readString(Path.of("..", "README.md"));
  }

  /** The code block behind the comment that marks it as tested. */
  public static String tested(String name) throws IOException {
    String text = text();
    int marker = text.indexOf("<!-- tested: " + name + " -->");
    Matcher fence = FENCE.matcher(text);
    if (marker < 0 || !fence.find(marker)) {
      throw new AssertionError("the README has no block marked: " + name);
    }
    return fence.group(1);
  }

  /** The properties in the first column of the configuration table. */
  public static List<String> properties() throws IOException {
    return text()
        .lines()
        .filter(line -> line.startsWith("| `lakebase.") || line.startsWith("| `databricks."))
        .flatMap(
            line ->
                Pattern.compile("`([^`]+)`")
                    .matcher(line.substring(0, line.indexOf('|', 1)))
                    .results())
        .map(match -> match.group(1))
        .collect(Collectors.toList());
  }
}
