package io.github.lakebasecdi.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lakebasecdi.config.Given;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

class ConnectFailuresTest {

  private static Throwable explain(SQLException failure) {
    return ConnectFailures.explain(failure, "a@x", Optional.of(Given.ENDPOINT));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "28P01, password authentication failed for user, true",
    "28000, role is not permitted to log in, true",
    "28P01, 'An oauth token was supplied but no role security label was configured', true",
    "XX000, Provided authentication token is not a valid JWT encoding, true",
    "XX000, Failed to decode token for role, true",
    "XX000, Too many connections to this endpoint. Please try again later., false",
    "XX000, something else, false",
    "3D000, database does not exist, true",
    "42501, permission denied for database, true",
    "08001, connection refused, false",
    "08006, connection reset, false",
    "57P03, the database system is starting up, false",
    "53300, too many clients, false",
  })
  void knowsWhatWaitingDoesNotMend(String state, String message, boolean terminal) {
    Throwable explained = explain(new SQLException(message, state));

    assertThat(ConnectFailures.isTerminal(explained)).isEqualTo(terminal);
    assertThat(explained)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state))
        .hasMessageContaining(message)
        .hasCauseInstanceOf(SQLException.class);
  }

  @Test
  void takesWhatTheMintThrewOutOfTheDriversException() {
    SQLException refusal = new SQLInvalidAuthorizationSpecException("refused", "28000");

    assertThat(explain(new PSQLException("x", PSQLState.CONNECTION_UNABLE_TO_CONNECT, refusal)))
        .isInstanceOf(SQLInvalidAuthorizationSpecException.class)
        .hasMessage("refused")
        .hasCause(refusal);
  }

  @Test
  void tellsWhoseTokenItIsNot() {
    assertThat(
            explain(
                new SQLException(
                    "token's identity b@x did not match the security label configured for role a@x",
                    "28P01")))
        .hasMessageContaining("someone else");
  }

  @Test
  void aTimeOutIsExplainedByTheLastAttempt() {
    SQLException attempt = new SQLTransientConnectionException("no server", "08001");

    assertThat(
            (Throwable)
                ConnectFailures.timedOut(
                    new SQLTransientConnectionException("t", "", attempt), null))
        .hasMessage("no server");
    SQLException exhausted = new SQLTransientConnectionException("all in use");
    assertThat((Throwable) ConnectFailures.timedOut(exhausted, null)).isSameAs(exhausted);
    assertThat((Throwable) ConnectFailures.timedOut(exhausted, attempt)).isSameAs(attempt);
  }
}
