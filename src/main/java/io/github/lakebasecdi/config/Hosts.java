package io.github.lakebasecdi.config;

import java.util.Locale;
import java.util.regex.Pattern;

/** What can be told of a host from its name alone, without a look-up. */
public final class Hosts {

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
  private static final Pattern IPV4_LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");

  private Hosts() {}

  /** Whether the host is this machine. */
  public static boolean isLoopback(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost") || name.equals("::1") || IPV4_LOOPBACK.matcher(name).matches();
  }

  /**
   * Checks that the text is a host name or address and nothing else.
   *
   * @throws IllegalArgumentException where it is not
   */
  static String parse(String text) {
    if (!HOST.matcher(text).matches() && !IPV6.matcher(text).matches()) {
      throw new IllegalArgumentException("not a host");
    }
    return text;
  }
}
