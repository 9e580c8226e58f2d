package io.github.lakebasecdi;

import java.time.Instant;
import java.util.Objects;

/**
 * What opens a connection: the password, and when the server stops accepting it. Immutable; {@link
 * #toString()} hides the password.
 *
 * @param password the password to send, a secret
 * @param expiresAt when it expires; open connections outlive it
 */
public record DatabaseCredential(String password, Instant expiresAt) {

  /** Checks that both parts are there. */
  public DatabaseCredential {
    Objects.requireNonNull(password, "password");
    Objects.requireNonNull(expiresAt, "expiresAt");
  }

  /** Says when the credential expires, and hides the password. */
  @Override
  public String toString() {
    return "DatabaseCredential[expires " + expiresAt + "]";
  }
}
