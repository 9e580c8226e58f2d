package io.github.lakebasecdi.emulator;

import java.net.URI;

/** The address of the application behind the front door. */
final class AppAddress {

  private AppAddress() {}

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is not scheme, host and port alone
   */
  static URI parse(String text) {
    URI uri = URI.create(text.trim());
    boolean path = uri.getPath() != null && !uri.getPath().isEmpty() && !uri.getPath().equals("/");
    if (!"http".equals(uri.getScheme()) || uri.getHost() == null || path) {
      throw new IllegalArgumentException(
          "'%s' is not the address of an application: http://127.0.0.1:9080 expected"
              .formatted(text));
    }
    return uri;
  }
}
