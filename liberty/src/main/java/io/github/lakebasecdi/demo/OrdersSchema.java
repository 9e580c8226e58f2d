package io.github.lakebasecdi.demo;

import io.github.lakebasecdi.ServicePrincipal;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import javax.sql.DataSource;

/** Creates the orders' table, with row-level security and some orders, where there is none. */
@Dependent
public class OrdersSchema {

  private static final String SCRIPT = "orders.sql";

  /** Any number will do, as long as every instance of the demo takes the same. */
  private static final long LOCK = 0x6c616b6562617365L;

  private final DataSource everyones;

  /** A schema that belongs to the owner of these connections. */
  @Inject
  public OrdersSchema(@ServicePrincipal DataSource everyones) {
    this.everyones = everyones;
  }

  /** Creates all of it or nothing; of instances that start together, one does and the rest wait. */
  void createIfMissing() throws SQLException {
    try (Connection connection = everyones.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SELECT pg_catalog.pg_advisory_xact_lock(" + LOCK + ")");
        if (!exists(statement)) {
          statement.execute(script());
        }
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  private static boolean exists(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery("SELECT pg_catalog.to_regclass('app.orders') IS NOT NULL")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private static String script() {
    try (InputStream script =
        Objects.requireNonNull(OrdersSchema.class.getResourceAsStream(SCRIPT))) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
