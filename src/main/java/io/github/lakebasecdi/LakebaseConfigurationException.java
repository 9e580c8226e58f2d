package io.github.lakebasecdi;

import java.util.List;

/** Everything that is wrong with the configuration, at once. Deployment fails with it. */
public final class LakebaseConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  /**
   * An exception that lists the problems in its message.
   *
   * @param problems one sentence for each problem, without secrets; at least one
   */
  public LakebaseConfigurationException(List<String> problems) {
    super(
        "LKB0001: the Lakebase configuration has "
            + (problems.size() == 1 ? "one problem" : problems.size() + " problems")
            + ":\n  - "
            + String.join("\n  - ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One sentence for each problem. */
  public List<String> problems() {
    return problems;
  }
}
