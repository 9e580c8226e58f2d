package io.github.lakebasecdi.demo;

import io.github.lakebasecdi.CurrentUser;
import jakarta.ws.rs.core.Response.Status;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** What a failure of the database means to the person who called. */
final class SqlProblems {

  private SqlProblems() {}

  /**
   * Translates a failure, and leaves out everything about the database.
   *
   * @param caller what is known about the caller, who is refused for different reasons
   */
  static Problem of(SQLException failure, CurrentUser.Status caller) {
    String state = String.valueOf(failure.getSQLState());
    if (state.startsWith("28")) {
      return refused(caller);
    }
    if (failure instanceof SQLTransientConnectionException || isDown(state)) {
      return Problem.of(
          Status.SERVICE_UNAVAILABLE, "The database does not answer at the moment. Try again.");
    }
    return Problem.of(Status.INTERNAL_SERVER_ERROR, "Something went wrong; the log says what.");
  }

  private static Problem refused(CurrentUser.Status caller) {
    return switch (caller) {
      case SIGNED_IN -> Problem.of(Status.FORBIDDEN, "The database does not let this person in.");
      // Signing in again is the cure for headers that are missing and for headers that are wrong.
      case INVALID -> Problem.of(Status.UNAUTHORIZED, "The request's identity is not valid.");
      case ANONYMOUS, OUTSIDE_REQUEST ->
          Problem.of(
              Status.UNAUTHORIZED,
              "Nobody is signed in. Open the application through its front door.");
    };
  }

  /** Connection failures, a server that starts or stops, and one that is full. */
  private static boolean isDown(String state) {
    return state.startsWith("08") || state.startsWith("57P") || state.equals("53300");
  }
}
