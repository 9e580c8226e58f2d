package io.github.lakebasecdi.emulator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * Accepts PostgreSQL connections over TLS, checks their credential and splices them to the server.
 *
 * <p>Two platform threads per connection: virtual ones were measured to carry a third of the
 * queries.
 */
final class Gateway implements AutoCloseable {

  private static final int STOP_SECONDS = 5;

  private final GatewayPort port;
  private final SSLContext tls;
  private final InetSocketAddress server;
  private final LoginCheck loginCheck;
  private final Sessions sessions;
  private final Knobs knobs;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(DaemonThreads.named("lakebase-emulator-gateway"));
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

  Gateway(
      GatewayPort port,
      SSLContext tls,
      InetSocketAddress server,
      LoginCheck loginCheck,
      Sessions sessions,
      Knobs knobs) {
    this.port = port;
    this.tls = tls;
    this.server = server;
    this.loginCheck = loginCheck;
    this.sessions = sessions;
    this.knobs = knobs;
  }

  void start() {
    threads.execute(this::acceptAll);
  }

  @Override
  public void close() {
    port.close();
    sessions.abort(role -> true);
    clients.forEach(Sockets::abort);
    threads.shutdownNow();
    try {
      threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket client = port.accept();
        clients.add(client);
        threads.execute(() -> serve(client));
      }
    } catch (IOException | RejectedExecutionException e) {
      // The port has been closed, which is how this loop ends.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(Socket client) {
    try {
      new GatewayConnection(client, tls, server, loginCheck, sessions, knobs, threads).serve();
    } catch (IOException e) {
      // The client went away or does not speak the protocol: nothing to tell it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      clients.remove(client);
      Sockets.close(client);
    }
  }
}
