package io.github.lakebasecdi;

import java.sql.SQLInvalidAuthorizationSpecException;
import java.util.Optional;

/**
 * Who is calling in the present request: inject it wherever the application needs to know.
 *
 * <p>Read only. The values come from the on-behalf-of headers that the gateway in front of the
 * application has set; whether they are true is decided when the database accepts them, and not
 * before. No method blocks.
 */
public interface CurrentUser {

  /** What is known about the caller. */
  enum Status {
    /** A token and a name came with the request. */
    SIGNED_IN,
    /** The request carries no token. */
    ANONYMOUS,
    /** The headers contradict each other or break the rules: nothing is done for this caller. */
    INVALID,
    /** There is no HTTP request on this thread. */
    OUTSIDE_REQUEST
  }

  /** What is known about the caller. */
  Status status();

  /** The e-mail address, where a valid one came with the request. */
  Optional<String> email();

  /** The identity provider's id, where a valid one came with the request. */
  Optional<String> userId();

  /** The name to show, where a valid one came with the request. */
  Optional<String> preferredUsername();

  /**
   * The identity, for {@link LakebasePools#forUser(UserIdentity)} on another thread.
   *
   * @throws SQLInvalidAuthorizationSpecException (SQLSTATE 28000) in every status but {@link
   *     Status#SIGNED_IN}; the message says what is missing or wrong
   */
  UserIdentity identity() throws SQLInvalidAuthorizationSpecException;
}
