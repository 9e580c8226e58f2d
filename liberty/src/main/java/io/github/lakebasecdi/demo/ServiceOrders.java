package io.github.lakebasecdi.demo;

import io.github.lakebasecdi.ServicePrincipal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.util.List;
import javax.sql.DataSource;

/** The orders as the application itself sees them: as their table's owner, it sees all. */
@ApplicationScoped
public class ServiceOrders {

  @Inject @ServicePrincipal DataSource everyones;

  /** Work that asks the database. */
  private interface Query<T> {
    T run(Orders orders) throws SQLException;
  }

  String currentUser() throws SQLException {
    return ask(Orders::currentUser);
  }

  List<Order> list() throws SQLException {
    return ask(Orders::list);
  }

  private <T> T ask(Query<T> query) throws SQLException {
    try {
      return query.run(new Orders(everyones));
    } catch (SQLInvalidAuthorizationSpecException e) {
      // Here the application was refused, which is no fault of the person who called.
      throw new IllegalStateException("the service principal was refused", e);
    }
  }
}
