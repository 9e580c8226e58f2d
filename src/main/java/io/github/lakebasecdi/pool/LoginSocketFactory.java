package io.github.lakebasecdi.pool;

import java.net.InetAddress;
import java.net.Socket;
import java.util.Properties;
import javax.net.SocketFactory;

/**
 * Gives the driver a socket that its {@link Login} can close. Public, and made from {@link
 * Properties}, because the driver makes it by name.
 */
public final class LoginSocketFactory extends SocketFactory {

  private final Login login;

  /** Made by the driver, from the properties of the connection. */
  public LoginSocketFactory(Properties properties) {
    this.login = Login.of(properties);
  }

  @Override
  public Socket createSocket() {
    return login.newSocket();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw unused();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    throw unused();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw unused();
  }

  @Override
  public Socket createSocket(
      InetAddress address, int port, InetAddress localAddress, int localPort) {
    throw unused();
  }

  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("the driver connects its sockets itself");
  }
}
