package io.github.lakebasecdi.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The orders as the owner of the connections may see them. No statement says whose orders are
 * meant: PostgreSQL knows from who is connected.
 */
final class Orders {

  private static final String COLUMNS = "id, owner, item, amount, created_at";

  private final DataSource connections;

  Orders(DataSource connections) {
    this.connections = connections;
  }

  /** Who PostgreSQL says is connected. */
  String currentUser() throws SQLException {
    try (Connection connection = connections.getConnection();
        PreparedStatement query = connection.prepareStatement("SELECT current_user");
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }

  /** All there are to see, the latest first. */
  List<Order> list() throws SQLException {
    try (Connection connection = connections.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT " + COLUMNS + " FROM app.orders ORDER BY created_at DESC, id DESC");
        ResultSet rows = query.executeQuery()) {
      List<Order> orders = new ArrayList<>();
      while (rows.next()) {
        orders.add(order(rows));
      }
      return orders;
    }
  }

  Optional<Order> find(long id) throws SQLException {
    try (Connection connection = connections.getConnection();
        PreparedStatement query =
            connection.prepareStatement("SELECT " + COLUMNS + " FROM app.orders WHERE id = ?")) {
      query.setLong(1, id);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? Optional.of(order(rows)) : Optional.empty();
      }
    }
  }

  Order add(NewOrder order) throws SQLException {
    try (Connection connection = connections.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO app.orders (item, amount) VALUES (?, ?) RETURNING " + COLUMNS)) {
      insert.setString(1, order.item());
      insert.setBigDecimal(2, order.amount());
      try (ResultSet rows = insert.executeQuery()) {
        rows.next();
        return order(rows);
      }
    }
  }

  private static Order order(ResultSet row) throws SQLException {
    return new Order(
        row.getLong("id"),
        row.getString("owner"),
        row.getString("item"),
        row.getBigDecimal("amount"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
