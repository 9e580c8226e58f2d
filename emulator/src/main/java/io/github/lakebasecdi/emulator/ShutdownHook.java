package io.github.lakebasecdi.emulator;

/** Closes an emulator that its user forgot, or could not close, when the JVM ends. */
final class ShutdownHook {

  private ShutdownHook() {}

  /**
   * Registers the hook; closing takes it back, so that it does not keep a web application alive.
   */
  static void install(Closers closers) {
    Thread hook = new Thread(closers::close, "lakebase-emulator-shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    closers.add(
        () -> {
          try {
            Runtime.getRuntime().removeShutdownHook(hook);
          } catch (IllegalStateException e) {
            // The JVM is ending: this is the hook, or somebody was faster.
          }
        });
  }
}
