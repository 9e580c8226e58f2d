package io.github.lakebasecdi.emulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** The addresses that may be chosen, and what to say when one is taken. */
enum Ports {
  WORKSPACE("the workspace API", "workspace-port"),
  GATEWAY("the database gateway", "gateway-port"),
  FRONT_DOOR("the front door", "front-door-port");

  static final String LOOPBACK = "127.0.0.1";

  private final String purpose;
  private final String option;

  Ports(String purpose, String option) {
    this.purpose = purpose;
    this.option = option;
  }

  static InetSocketAddress loopback(int port) {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("An IPv4 address has four bytes", e);
    }
  }

  IllegalStateException busy(int port, IOException cause) {
    return new IllegalStateException(
        "Port %d for %s is not free (%s): choose another with --%s or the property lakebase.emulator.%s (0 takes a free one)"
            .formatted(port, purpose, cause.getMessage(), option, option),
        cause);
  }
}
