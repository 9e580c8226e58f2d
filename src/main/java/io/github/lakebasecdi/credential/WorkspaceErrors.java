package io.github.lakebasecdi.credential;

import com.databricks.sdk.core.DatabricksError;
import com.databricks.sdk.core.DatabricksException;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.lakebasecdi.UserIdentity;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** Turns what the SDK throws into what JDBC users expect, with advice and without secrets. */
final class WorkspaceErrors {

  private static final String REFUSED = "28000";
  private static final String UNREACHABLE = "08001";

  /** Of what the workspace said; a proxy's page in its place may be long. */
  private static final int MAX_LENGTH = 500;

  private static final int IO_ERROR = 523;
  private static final int NOT_FOUND = 404;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;

  private WorkspaceErrors() {}

  static SQLException incomplete(String what) {
    return new SQLTransientConnectionException(
        "LKB0102: the Databricks workspace answered without " + what, UNREACHABLE);
  }

  static SQLException translate(Exception failure, String endpoint, @Nullable UserIdentity user) {
    DatabricksError error = cause(DatabricksError.class, failure);
    if (error == null) {
      // What is no exception of the SDK's own comes from answers that it cannot read.
      if (cause(JsonProcessingException.class, failure) != null) {
        return incomplete("JSON that can be read");
      }
      IOException io = cause(IOException.class, failure);
      return io != null || !(failure instanceof DatabricksException) || isPassing(failure)
          ? unreachable(io == null ? failure : io)
          : refused(harmless(failure, user), advice("", endpoint, user));
    }
    int status = error.getStatusCode();
    if (status == IO_ERROR) {
      return unreachable(error.getCause() == null ? error : error.getCause());
    }
    String said = "HTTP " + status + ": " + harmless(error, user);
    if (status >= 500 || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT) {
      return new SQLTransientConnectionException(
          "LKB0103: the Databricks workspace gave no database credential (" + said + ")",
          UNREACHABLE);
    }
    return status == NOT_FOUND
        ? refused(said, "check that lakebase.endpoint names an endpoint that exists: " + endpoint)
        : refused(said, advice(said, endpoint, user));
  }

  /** What OAuth calls temporary comes without the HTTP status. */
  private static boolean isPassing(Exception failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("temporarily_unavailable") || message.contains("server_error");
  }

  private static <T extends Throwable> @Nullable T cause(Class<T> type, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }

  private static SQLException unreachable(Throwable cause) {
    return new SQLTransientConnectionException(
        "LKB0104: the Databricks workspace cannot be reached (" + cause + ")", UNREACHABLE, cause);
  }

  private static SQLException refused(String said, String advice) {
    return new SQLInvalidAuthorizationSpecException(
        "LKB0105: the Databricks workspace refused a database credential (" + said + "); " + advice,
        REFUSED);
  }

  private static String advice(String said, String endpoint, @Nullable UserIdentity user) {
    if (user == null) {
      return "check the Databricks credentials of the application (DATABRICKS_HOST,"
          + " DATABRICKS_CLIENT_ID, DATABRICKS_CLIENT_SECRET, or a profile), and that it may use "
          + endpoint;
    }
    if (said.contains("scope")) {
      return "add postgres to the application's user_api_scopes";
    }
    return "the user's token is expired or not of this workspace (sign in again), or the user may"
        + " not use "
        + endpoint;
  }

  /** What was said, without the caller's token should the workspace have repeated it. */
  private static String harmless(Exception failure, @Nullable UserIdentity user) {
    String message = String.valueOf(failure.getMessage());
    String without = user == null ? message : message.replace(user.token(), "(token)");
    return without.length() <= MAX_LENGTH ? without : without.substring(0, MAX_LENGTH) + "...";
  }
}
