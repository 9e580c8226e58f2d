package io.github.lakebasecdi.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lakebasecdi.CurrentUser;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlProblemsTest {

  private static final String INTERNALS = "connect to 10.0.0.7:5432 refused";

  @ParameterizedTest
  @CsvSource({"SIGNED_IN, 403", "ANONYMOUS, 401", "OUTSIDE_REQUEST, 401", "INVALID, 401"})
  void aRefusalDependsOnWhoWasRefused(CurrentUser.Status caller, int status) {
    for (String state : new String[] {"28000", "28P01"}) {
      SQLException refused = new SQLInvalidAuthorizationSpecException(INTERNALS, state);

      assertThat(SqlProblems.of(refused, caller).status()).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"08001", "08006", "57P01", "57P03", "53300"})
  void aDatabaseThatIsDownIsUnavailable(String state) {
    SQLException down = new SQLException(INTERNALS, state);

    assertThat(SqlProblems.of(down, CurrentUser.Status.SIGNED_IN).status()).isEqualTo(503);
  }

  @Test
  void aConnectionThatMayComeLaterIsUnavailableWhateverItsState() {
    SQLException late = new SQLTransientConnectionException(INTERNALS);

    assertThat(SqlProblems.of(late, CurrentUser.Status.SIGNED_IN).status()).isEqualTo(503);
  }

  @ParameterizedTest
  @ValueSource(strings = {"42P01", "22021", "40001"})
  void anythingElseIsTheServersFault(String state) {
    SQLException other = new SQLException(INTERNALS, state);

    assertThat(SqlProblems.of(other, CurrentUser.Status.SIGNED_IN).status()).isEqualTo(500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"28P01", "08001", "42P01"})
  void nothingInternalIsTold(String state) {
    Problem problem =
        SqlProblems.of(new SQLException(INTERNALS, state), CurrentUser.Status.INVALID);

    assertThat(problem.toString()).doesNotContain("10.0.0.7").doesNotContain(state);
  }
}
