package io.github.lakebasecdi.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Carries bytes from one socket to another until either ends. */
final class Splice {

  // One TLS record.
  private static final int BUFFER_SIZE = 16 * 1024;

  private Splice() {}

  /** Returns when the source has ended or either side is broken; both mean the same here. */
  static void copy(InputStream from, OutputStream to) {
    byte[] buffer = new byte[BUFFER_SIZE];
    try {
      int read;
      while ((read = from.read(buffer)) >= 0) {
        to.write(buffer, 0, read);
        to.flush();
      }
    } catch (IOException e) {
      // Cut off: the caller closes both sides, and they see it as their peer's failure.
    }
  }
}
