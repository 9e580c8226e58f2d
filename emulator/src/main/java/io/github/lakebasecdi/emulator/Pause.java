package io.github.lakebasecdi.emulator;

import java.time.Duration;

/** Makes callers wait: for a while, or until released. Closing releases everybody for good. */
final class Pause implements AutoCloseable {

  private Duration delay = Duration.ZERO;
  private boolean hanging;
  private boolean closed;

  synchronized void delay(Duration wanted) {
    delay = wanted;
    notifyAll();
  }

  synchronized void hang(boolean wanted) {
    hanging = wanted;
    notifyAll();
  }

  /** Waits for the delay that is set now, and then for as long as hanging is on. */
  synchronized void await() throws InterruptedException {
    long deadline = System.nanoTime() + delay.toNanos();
    long left = deadline - System.nanoTime();
    while (left > 0 && !closed) {
      // Rounded up: a wait of zero would last for ever.
      wait(left / 1_000_000 + 1);
      left = deadline - System.nanoTime();
    }
    while (hanging && !closed) {
      wait();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
