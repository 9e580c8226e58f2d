package io.github.lakebasecdi.suite.harness;

/** What a runner tells the suite, by system property. */
enum Setting {
  /** Where the server answers HTTP. */
  ADDRESS("suite.address"),
  /** The directory of the two WARs that applications are made from. */
  WARS("suite.wars"),
  /** The directory of the server's logs. */
  SERVER_LOGS("suite.server-logs"),
  /** The root of the repository. */
  REPOSITORY("suite.repository");

  private final String property;

  Setting(String property) {
    this.property = property;
  }

  String value() {
    String value = System.getProperty(property);
    if (value == null) {
      throw new IllegalStateException("the runner must set the system property " + property);
    }
    return value;
  }
}
