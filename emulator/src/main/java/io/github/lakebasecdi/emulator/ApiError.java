package io.github.lakebasecdi.emulator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An error answer of the workspace's API, in Databricks' shape. */
final class ApiError extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String errorCode;
  private final @Nullable Duration retryAfter;

  private ApiError(int status, String errorCode, String message, @Nullable Duration retryAfter) {
    super(message);
    this.status = status;
    this.errorCode = errorCode;
    this.retryAfter = retryAfter;
  }

  static ApiError of(int status, String errorCode, String message) {
    return new ApiError(status, errorCode, message, null);
  }

  /** With the error code that usually goes with the status. */
  static ApiError ofStatus(int status, String message) {
    String code =
        switch (status) {
          case 400 -> "INVALID_PARAMETER_VALUE";
          case 401 -> "UNAUTHENTICATED";
          case 403 -> "PERMISSION_DENIED";
          case 404 -> "RESOURCE_DOES_NOT_EXIST";
          case 429 -> "RESOURCE_EXHAUSTED";
          case 503 -> "TEMPORARILY_UNAVAILABLE";
          case 504 -> "DEADLINE_EXCEEDED";
          default -> "INTERNAL_ERROR";
        };
    return of(status, code, message);
  }

  ApiError retryAfter(Duration wait) {
    return new ApiError(status, errorCode, text(), wait);
  }

  int status() {
    return status;
  }

  String errorCode() {
    return errorCode;
  }

  String text() {
    return String.valueOf(getMessage());
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
