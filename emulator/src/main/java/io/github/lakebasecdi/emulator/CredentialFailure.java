package io.github.lakebasecdi.emulator;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The next so many credential calls fail. Thread safe. */
final class CredentialFailure {

  static final CredentialFailure NONE = new CredentialFailure(200, 0, null);

  private final int status;
  private final AtomicInteger left;
  private final @Nullable Duration retryAfter;

  CredentialFailure(int status, int times, @Nullable Duration retryAfter) {
    this.status = status;
    this.left = new AtomicInteger(times);
    this.retryAfter = retryAfter;
  }

  /** The error for this call, if it is one of those that fail. */
  Optional<ApiError> next() {
    if (left.getAndUpdate(n -> Math.max(0, n - 1)) == 0) {
      return Optional.empty();
    }
    ApiError error = ApiError.ofStatus(status, "Failure ordered by the emulator's knob");
    return Optional.of(retryAfter == null ? error : error.retryAfter(retryAfter));
  }
}
