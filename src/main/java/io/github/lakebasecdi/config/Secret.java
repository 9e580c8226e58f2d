package io.github.lakebasecdi.config;

/**
 * A configured secret that does not show itself.
 *
 * @param value the secret
 */
public record Secret(String value) {
  @Override
  public String toString() {
    return "hidden";
  }
}
