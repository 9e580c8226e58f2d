package io.github.lakebasecdi.pool;

import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLNonTransientException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/**
 * Tells what will not get better by waiting from what will, and says what to do about it. What is
 * terminal is a {@link SQLNonTransientException}; everything else may be tried again.
 */
final class ConnectFailures {

  private ConnectFailures() {}

  static boolean isTerminal(Throwable failure) {
    return failure instanceof SQLNonTransientException;
  }

  /**
   * Explains why a connection could not be opened.
   *
   * @param failure what the driver threw
   * @param role the role that wanted to connect
   * @param endpoint resource name of the endpoint, for the advice
   */
  static SQLException explain(SQLException failure, String role, Optional<String> endpoint) {
    if (failure instanceof PSQLException && failure.getCause() instanceof SQLException carried) {
      return copy(carried);
    }
    if (failure instanceof SQLNonTransientException) {
      return failure;
    }
    String state = failure.getSQLState() == null ? "08001" : failure.getSQLState();
    String said = String.valueOf(failure.getMessage());
    if (state.startsWith("28") || isCredentialRefusal(said)) {
      return new SQLInvalidAuthorizationSpecException(
          "LKB0211: the database refused the role \"%s\": %s; %s"
              .formatted(role, said, authorizationAdvice(said, role, endpoint)),
          state,
          failure);
    }
    if (state.equals("3D000")) {
      return new SQLNonTransientConnectionException(
          "LKB0212: " + said + "; check lakebase.database", state, failure);
    }
    if (state.equals("42501")) {
      return new SQLNonTransientConnectionException(
          "LKB0213: %s; grant it: GRANT CONNECT ON DATABASE ... TO \"%s\"".formatted(said, role),
          state,
          failure);
    }
    if (isCertificateProblem(failure)) {
      return new SQLNonTransientConnectionException(
          "LKB0214: the server's certificate is not trusted (%s); check lakebase.host, or name the"
                  .formatted(said)
              + " certificate authority in lakebase.ssl-root-cert",
          state,
          failure);
    }
    return new SQLTransientConnectionException(
        "LKB0215: no connection for the role \"%s\": %s".formatted(role, said), state, failure);
  }

  /** Nothing is lent any more. */
  static SQLException closed() {
    return new SQLNonTransientConnectionException(
        "LKB0207: the Lakebase pools are closed: the application is stopping", "08003");
  }

  /**
   * Explains a borrow that ran out of time, by the last attempt to open a connection where there
   * was one.
   *
   * @param earlier what the caller's own attempt failed with, if it made one
   */
  static SQLException timedOut(SQLException timeout, @Nullable SQLException earlier) {
    if (timeout.getCause() instanceof SQLException last) {
      return copy(last);
    }
    return earlier == null ? timeout : earlier;
  }

  /** The same failure for one more thread: with that thread's stack, and the original as cause. */
  static SQLException copy(SQLException original) {
    String message = original.getMessage();
    String state = original.getSQLState();
    if (original instanceof SQLInvalidAuthorizationSpecException) {
      return new SQLInvalidAuthorizationSpecException(message, state, original);
    }
    if (original instanceof SQLNonTransientException) {
      return new SQLNonTransientConnectionException(message, state, original);
    }
    return new SQLTransientConnectionException(message, state, original);
  }

  /** The gateway reports some refusals as XX000, so the text decides. */
  private static boolean isCredentialRefusal(String said) {
    return said.contains("not a valid JWT encoding")
        || said.contains("Failed to decode token")
        || said.contains("security label");
  }

  private static String authorizationAdvice(String said, String role, Optional<String> endpoint) {
    if (said.contains("did not match")) {
      return "the token belongs to someone else";
    }
    if (said.contains("no role security label") || said.contains("does not exist")) {
      String branch = endpoint.map(ConnectFailures::branch).orElse("projects/.../branches/...");
      return "create the role: databricks postgres create-role \"%s\" --json '%s'"
          .formatted(
              branch,
              "{\"spec\": {\"identity_type\": \"USER\", \"postgres_role\": \"" + role + "\"}}");
    }
    return "the credential is expired, or not valid for this endpoint or role";
  }

  private static String branch(String endpoint) {
    return endpoint.substring(0, endpoint.indexOf("/endpoints/"));
  }

  private static boolean isCertificateProblem(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return true;
      }
    }
    return String.valueOf(failure.getMessage()).contains("could not be verified by");
  }
}
