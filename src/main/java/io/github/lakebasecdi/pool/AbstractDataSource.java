package io.github.lakebasecdi.pool;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source that only has to say where a connection comes from. */
public abstract class AbstractDataSource implements DataSource {

  /** For implementations. */
  protected AbstractDataSource() {}

  /** Refused: who connects is decided by the module and not by the caller. */
  @Override
  public Connection getConnection(@Nullable String username, @Nullable String password)
      throws SQLException {
    throw new SQLFeatureNotSupportedException(
        "LKB0251: this data source decides itself who connects: call getConnection() without a user",
        "0A000");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  /** Ignored: the module logs through the platform's logger. */
  @Override
  public void setLogWriter(@Nullable PrintWriter out) {}

  /** Ignored: {@code lakebase.pool.connection-timeout} bounds the wait. */
  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("io.github.lakebasecdi");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new SQLException("LKB0252: this data source is no " + type.getName(), "0A000");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
