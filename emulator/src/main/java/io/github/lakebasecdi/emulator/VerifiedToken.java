package io.github.lakebasecdi.emulator;

import java.util.List;
import java.util.Set;

/**
 * What a genuine, unexpired token says.
 *
 * @param subject whose token it is
 * @param audience the workspace for an access token, the endpoint for a database credential
 * @param scopes what it may be used for
 */
record VerifiedToken(String subject, List<String> audience, Set<String> scopes) {

  boolean isFor(String wanted) {
    return audience.contains(wanted);
  }

  boolean hasAnyScope(String... wanted) {
    for (String scope : wanted) {
      if (scopes.contains(scope)) {
        return true;
      }
    }
    return false;
  }
}
