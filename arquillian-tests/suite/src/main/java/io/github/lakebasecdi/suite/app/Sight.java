package io.github.lakebasecdi.suite.app;

import io.github.lakebasecdi.CurrentUser;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** What an injected data source and caller show, as text: one line each. */
public final class Sight {

  private Sight() {}

  /** The caller's e-mail address, their role in the database, and the service principal's role. */
  public static String of(DataSource mine, DataSource everyones, CurrentUser caller)
      throws SQLException {
    return String.join(
        "\n", caller.email().orElse(caller.status().name()), role(mine), role(everyones));
  }

  /** The role that a data source's connections have. */
  public static String role(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT current_user")) {
      rows.next();
      return rows.getString(1);
    }
  }
}
