package io.github.lakebasecdi.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lakebasecdi.CurrentUser;
import io.github.lakebasecdi.LakebasePools;
import io.github.lakebasecdi.UserIdentity;
import io.github.lakebasecdi.pool.AbstractDataSource;
import jakarta.enterprise.context.ContextNotActiveException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class UserDataSourceTest {

  /** A caller of a given status. */
  private record Caller(Status status) implements CurrentUser {
    @Override
    public Optional<String> email() {
      return Optional.empty();
    }

    @Override
    public Optional<String> userId() {
      return Optional.empty();
    }

    @Override
    public Optional<String> preferredUsername() {
      return Optional.empty();
    }

    @Override
    public UserIdentity identity() throws SQLInvalidAuthorizationSpecException {
      if (status != Status.SIGNED_IN) {
        throw new SQLInvalidAuthorizationSpecException("nobody: " + status, "28000");
      }
      return UserIdentity.of("a@x", "tok");
    }
  }

  /** Throws the name of whoever would have been connected. */
  private static final class NamingPools implements LakebasePools {
    private static DataSource naming(String name) {
      return new AbstractDataSource() {
        @Override
        public Connection getConnection() throws SQLException {
          throw new SQLException("connected as " + name);
        }
      };
    }

    @Override
    public DataSource servicePrincipal() {
      return naming("service");
    }

    @Override
    public DataSource forUser(UserIdentity user) {
      return naming(user.role());
    }

    @Override
    public Statistics statistics() {
      return new Statistics(new Connections(0, 0, 0), new Connections(0, 0, 0), 0, 0);
    }

    @Override
    public void close() {}
  }

  private long now;

  private UserDataSource dataSource(CurrentUser.Status status, boolean fallback) {
    return new UserDataSource(new Caller(status), new NamingPools(), fallback, () -> now);
  }

  @Test
  void connectsWhoeverIsSignedIn() {
    for (boolean fallback : new boolean[] {true, false}) {
      assertThatThrownBy(() -> dataSource(CurrentUser.Status.SIGNED_IN, fallback).getConnection())
          .hasMessage("connected as a@x");
    }
  }

  @Test
  void refusesAnonymousCallersWithoutFallback() {
    assertThatThrownBy(() -> dataSource(CurrentUser.Status.ANONYMOUS, false).getConnection())
        .isInstanceOf(SQLInvalidAuthorizationSpecException.class)
        .hasMessage("nobody: ANONYMOUS");
  }

  @Test
  void theFallbackServesAnonymousCallersOnly() {
    assertThatThrownBy(() -> dataSource(CurrentUser.Status.ANONYMOUS, true).getConnection())
        .hasMessage("connected as service");
    assertThatThrownBy(() -> dataSource(CurrentUser.Status.INVALID, true).getConnection())
        .hasMessage("nobody: INVALID");
    assertThatThrownBy(() -> dataSource(CurrentUser.Status.OUTSIDE_REQUEST, true).getConnection())
        .hasMessage("nobody: OUTSIDE_REQUEST");
  }

  @Test
  void withoutARequestContextTheErrorIsTheSame() {
    CurrentUser none =
        new CurrentUser() {
          @Override
          public Status status() {
            throw new ContextNotActiveException();
          }

          @Override
          public Optional<String> email() {
            throw new ContextNotActiveException();
          }

          @Override
          public Optional<String> userId() {
            throw new ContextNotActiveException();
          }

          @Override
          public Optional<String> preferredUsername() {
            throw new ContextNotActiveException();
          }

          @Override
          public UserIdentity identity() {
            throw new ContextNotActiveException();
          }
        };

    assertThatThrownBy(
            () -> new UserDataSource(none, new NamingPools(), true, () -> 0).getConnection())
        .isInstanceOf(SQLInvalidAuthorizationSpecException.class)
        .hasMessageContaining("LakebasePools.forUser");
  }

  @Test
  void warnsOfTheFallbackOnceAMinute() {
    List<String> messages = new ArrayList<>();
    Logger logger = Logger.getLogger(UserDataSource.class.getName());
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            messages.add(entry.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    try {
      UserDataSource dataSource = dataSource(CurrentUser.Status.ANONYMOUS, true);
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(dataSource::getConnection).isNotNull();
      }
      assertThat(messages).hasSize(1).first().asString().startsWith("LKB0305");

      now += 60_000_000_000L;
      assertThatThrownBy(dataSource::getConnection).isNotNull();
      assertThat(messages).hasSize(2);
    } finally {
      logger.removeHandler(handler);
    }
  }

  @Test
  void doesNotLetTheCallerChooseWhoConnects() {
    assertThatThrownBy(
            () -> dataSource(CurrentUser.Status.SIGNED_IN, false).getConnection("root", "x"))
        .isInstanceOf(SQLFeatureNotSupportedException.class);
  }
}
