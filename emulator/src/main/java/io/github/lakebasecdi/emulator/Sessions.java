package io.github.lakebasecdi.emulator;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The logged-in connections of the gateway. Thread safe. */
final class Sessions {

  /** One of them. */
  interface Session {
    String role();

    /** Ends it abruptly, now. */
    void abort();
  }

  private final Set<Session> open = new HashSet<>();
  private final Map<String, Integer> openByRole = new HashMap<>();
  private final Map<String, Integer> logins = new HashMap<>();
  private int peak;

  /** Takes a place among at most {@code limit}; false when there is none. */
  synchronized boolean admit(Session session, int limit) {
    if (open.size() >= limit) {
      return false;
    }
    open.add(session);
    openByRole.merge(session.role(), 1, Integer::sum);
    peak = Math.max(peak, open.size());
    return true;
  }

  synchronized void loggedIn(Session session) {
    logins.merge(session.role(), 1, Integer::sum);
  }

  /** Gives the place back; does nothing for a session without one. */
  synchronized void leave(Session session) {
    if (open.remove(session)) {
      openByRole.merge(session.role(), -1, Integer::sum);
    }
  }

  /** Ends the sessions of the roles chosen; returns after their sockets have been closed. */
  void abort(Predicate<String> roles) {
    List<Session> victims;
    synchronized (this) {
      victims = List.copyOf(open);
    }
    for (Session session : victims) {
      if (roles.test(session.role())) {
        session.abort();
      }
    }
  }

  synchronized int count() {
    return open.size();
  }

  synchronized int count(String role) {
    return openByRole.getOrDefault(role, 0);
  }

  synchronized int peak() {
    return peak;
  }

  synchronized int logins(String role) {
    return logins.getOrDefault(role, 0);
  }

  synchronized int logins() {
    return logins.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Forgets the past; the peak starts again from what is open. */
  synchronized void resetCounts() {
    logins.clear();
    peak = open.size();
  }
}
