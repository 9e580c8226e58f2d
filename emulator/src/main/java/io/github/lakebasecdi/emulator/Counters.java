package io.github.lakebasecdi.emulator;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What has reached the emulator. Thread safe; reading never blocks for long.
 *
 * <p>Calls are counted when they arrive, so that failed, delayed and hanging ones count too.
 */
public final class Counters {

  private final Sessions sessions;
  private final ConcurrentHashMap<String, AtomicInteger> credentialCalls =
      new ConcurrentHashMap<>();
  private final AtomicInteger allCredentialCalls = new AtomicInteger();
  private final AtomicInteger tokenCalls = new AtomicInteger();
  private final AtomicInteger discoveryCalls = new AtomicInteger();
  private final AtomicInteger currentUserCalls = new AtomicInteger();
  private final AtomicInteger endpointCalls = new AtomicInteger();

  Counters(Sessions sessions) {
    this.sessions = sessions;
  }

  /** Calls for a database credential with a genuine token of this person or application. */
  public int credentialCalls(String identity) {
    AtomicInteger calls = credentialCalls.get(identity);
    return calls == null ? 0 : calls.get();
  }

  /** All calls for a database credential, those with a token that proves nothing included. */
  public int credentialCalls() {
    return allCredentialCalls.get();
  }

  /** Logins of the service principal at the workspace: {@code POST /oidc/v1/token}. */
  public int tokenCalls() {
    return tokenCalls.get();
  }

  /** Calls for the documents below {@code /.well-known}. */
  public int discoveryCalls() {
    return discoveryCalls.get();
  }

  /** Calls for the current user. */
  public int currentUserCalls() {
    return currentUserCalls.get();
  }

  /** Calls for the endpoint's description. */
  public int endpointCalls() {
    return endpointCalls.get();
  }

  /** Connections of a role that the gateway carries now. */
  public int connections(String role) {
    return sessions.count(role);
  }

  /** Connections that the gateway carries now. */
  public int connections() {
    return sessions.count();
  }

  /** The most connections carried at once since the start or the last {@link #reset()}. */
  public int peakConnections() {
    return sessions.peak();
  }

  /** Successful database logins of a role. */
  public int logins(String role) {
    return sessions.logins(role);
  }

  /** Successful database logins. */
  public int logins() {
    return sessions.logins();
  }

  /** Starts all counts again; connections that are open stay counted. */
  public void reset() {
    credentialCalls.clear();
    allCredentialCalls.set(0);
    tokenCalls.set(0);
    discoveryCalls.set(0);
    currentUserCalls.set(0);
    endpointCalls.set(0);
    sessions.resetCounts();
  }

  void credentialCall() {
    allCredentialCalls.incrementAndGet();
  }

  void credentialCallOf(String identity) {
    credentialCalls.computeIfAbsent(identity, key -> new AtomicInteger()).incrementAndGet();
  }

  void tokenCall() {
    tokenCalls.incrementAndGet();
  }

  void discoveryCall() {
    discoveryCalls.incrementAndGet();
  }

  void currentUserCall() {
    currentUserCalls.incrementAndGet();
  }

  void endpointCall() {
    endpointCalls.incrementAndGet();
  }
}
