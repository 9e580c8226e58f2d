package io.github.lakebasecdi.emulator;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;

/** Closing sockets that may be broken already. */
final class Sockets {

  private Sockets() {}

  static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }

  /** Closes without goodbye: the other side sees a reset, as when a machine fails. */
  static void abort(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // Closed already.
    }
    close(socket);
  }
}
