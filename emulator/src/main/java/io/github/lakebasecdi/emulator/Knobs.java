package io.github.lakebasecdi.emulator;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Disturbs a running emulator, for tests of what an application does then.
 *
 * <p>Thread safe. Every knob takes effect for what comes next; none blocks. {@link #reset()} puts
 * all of them back.
 */
public final class Knobs {

  private final Sessions sessions;
  private final GatewayPort gatewayPort;
  private final Duration initialCredentialLifetime;
  private final Duration initialUserTokenLifetime;
  private final int initialMaxConnections;

  private final Pause workspacePause = new Pause();
  private final Pause gatewayPause = new Pause();
  private final Set<String> refusedRoles = ConcurrentHashMap.newKeySet();
  private volatile CredentialFailure credentialFailure = CredentialFailure.NONE;
  private volatile Duration credentialLifetime;
  private volatile Duration userTokenLifetime;
  private volatile int maxConnections;
  private volatile boolean asleep;

  Knobs(
      Sessions sessions,
      GatewayPort gatewayPort,
      Duration credentialLifetime,
      Duration userTokenLifetime,
      int maxConnections) {
    this.sessions = sessions;
    this.gatewayPort = gatewayPort;
    this.initialCredentialLifetime = credentialLifetime;
    this.initialUserTokenLifetime = userTokenLifetime;
    this.initialMaxConnections = maxConnections;
    this.credentialLifetime = credentialLifetime;
    this.userTokenLifetime = userTokenLifetime;
    this.maxConnections = maxConnections;
  }

  /** Every answer of the workspace comes this much later; real time, not the emulator's clock. */
  public void workspaceDelay(Duration delay) {
    workspacePause.delay(delay);
  }

  /** While true the workspace takes requests and does not answer; false answers them all. */
  public void hangWorkspace(boolean hang) {
    workspacePause.hang(hang);
  }

  /** The next {@code times} credential calls fail with this HTTP status; 0 times ends it. */
  public void failCredentials(int httpStatus, int times) {
    credentialFailure = new CredentialFailure(httpStatus, times, null);
  }

  /**
   * As {@link #failCredentials(int, int)}, with a {@code Retry-After} header, in whole seconds,
   * rounded up.
   */
  public void failCredentials(int httpStatus, int times, Duration retryAfter) {
    credentialFailure = new CredentialFailure(httpStatus, times, retryAfter);
  }

  /**
   * How long database credentials live that are minted from now on without a lifetime asked for.
   */
  public void credentialLifetime(Duration lifetime) {
    credentialLifetime = lifetime;
  }

  /** How long people's access tokens live that are issued from now on. */
  public void userTokenLifetime(Duration lifetime) {
    userTokenLifetime = lifetime;
  }

  /** The gateway treats the role as one without a security label. */
  public void refuseRole(String role) {
    refusedRoles.add(role);
  }

  /** Undoes {@link #refuseRole}. */
  public void acceptRole(String role) {
    refusedRoles.remove(role);
  }

  /** Ends every connection through the gateway abruptly; their sockets are closed on return. */
  public void cutConnections() {
    sessions.abort(role -> true);
  }

  /** Ends the connections of one role abruptly; their sockets are closed on return. */
  public void cutConnections(String role) {
    sessions.abort(role::equals);
  }

  /** The gateway says nothing to a new connection for this long; real time. */
  public void gatewayDelay(Duration delay) {
    gatewayPause.delay(delay);
  }

  /**
   * While true the gateway answers new connections with 57P03, as a compute that is starting; open
   * connections stay (see {@link #cutConnections()}).
   */
  public void asleep(boolean sleeping) {
    asleep = sleeping;
  }

  /**
   * While true nobody listens at the gateway's port: connections are refused. Open ones stay.
   *
   * @throws IllegalStateException on false, if another process has taken the port meanwhile
   */
  public void stopListening(boolean stop) {
    if (stop) {
      gatewayPort.stop();
    } else {
      gatewayPort.resume();
    }
  }

  /** How many connections the gateway carries at once; it refuses more, open ones stay. */
  public void maxConnections(int limit) {
    maxConnections = limit;
  }

  /** Puts every knob back to where it was at the start and releases whoever is held up. */
  public void reset() {
    workspacePause.delay(Duration.ZERO);
    workspacePause.hang(false);
    gatewayPause.delay(Duration.ZERO);
    credentialFailure = CredentialFailure.NONE;
    credentialLifetime = initialCredentialLifetime;
    userTokenLifetime = initialUserTokenLifetime;
    maxConnections = initialMaxConnections;
    refusedRoles.clear();
    asleep = false;
    gatewayPort.resume();
  }

  void pauseWorkspace() throws InterruptedException {
    workspacePause.await();
  }

  void pauseGateway() throws InterruptedException {
    gatewayPause.await();
  }

  CredentialFailure credentialFailure() {
    return credentialFailure;
  }

  Duration credentialLifetime() {
    return credentialLifetime;
  }

  Duration userTokenLifetime() {
    return userTokenLifetime;
  }

  boolean isRefused(String role) {
    return refusedRoles.contains(role);
  }

  boolean isAsleep() {
    return asleep;
  }

  int maxConnections() {
    return maxConnections;
  }

  void release() {
    workspacePause.close();
    gatewayPause.close();
  }
}
