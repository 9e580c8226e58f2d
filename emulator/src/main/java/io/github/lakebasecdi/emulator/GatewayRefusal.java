package io.github.lakebasecdi.emulator;

/** An answer of the gateway that ends the connection, in Lakebase's words. */
final class GatewayRefusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final String severity;
  private final String sqlState;

  private GatewayRefusal(String severity, String sqlState, String message) {
    super(message);
    this.severity = severity;
    this.sqlState = sqlState;
  }

  /** As the server itself refuses. */
  static GatewayRefusal fatal(String sqlState, String message) {
    return new GatewayRefusal("FATAL", sqlState, message);
  }

  /** As the proxy before it refuses: always the same SQLSTATE, so that only the message tells. */
  static GatewayRefusal proxy(String message) {
    return new GatewayRefusal("ERROR", "XX000", message);
  }

  String severity() {
    return severity;
  }

  String sqlState() {
    return sqlState;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
