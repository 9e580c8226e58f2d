package io.github.lakebasecdi.demo;

import io.github.lakebasecdi.UserScoped;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** Everybody's orders, to show what the service principal sees. */
@Path("admin/orders")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class AdminResource {

  @Inject @UserScoped DataSource mine;
  @Inject ServiceOrders everyones;

  /** All orders, for anybody whom the database knows. */
  @GET
  public List<Order> list() throws SQLException {
    // The service principal's connection asks nothing of the caller: only the caller's own one
    // proves that the request's headers are true.
    new Orders(mine).currentUser();
    return everyones.list();
  }
}
