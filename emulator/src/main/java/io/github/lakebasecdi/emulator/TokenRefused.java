package io.github.lakebasecdi.emulator;

/** A token that proves nothing. Never carries the token. */
final class TokenRefused extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why; the workspace and the gateway answer each in their own words. */
  enum Reason {
    /** Not a JWT at all. */
    MALFORMED,
    /** A JWT, but not signed by this workspace. */
    UNTRUSTED,
    /** Genuine once. */
    EXPIRED
  }

  private final Reason reason;

  TokenRefused(Reason reason) {
    super(reason.name());
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
