package io.github.lakebasecdi.demo;

import io.github.lakebasecdi.UserScoped;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** The caller's own orders. */
@Path("orders")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class OrdersResource {

  @Inject @UserScoped DataSource mine;

  /** All of the caller's orders. */
  @GET
  public List<Order> list() throws SQLException {
    return new Orders(mine).list();
  }

  /** One of the caller's orders; another's is as good as none. */
  @GET
  @Path("{id: [0-9]{1,18}}")
  public Order get(@PathParam("id") long id) throws SQLException {
    return new Orders(mine).find(id).orElseThrow(NotFoundException::new);
  }

  /** Places an order for the caller. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response add(String body) throws SQLException {
    Order order = new Orders(mine).add(NewOrder.parse(body));
    return Response.status(Response.Status.CREATED)
        // A path only: the browser knows the front door's address, the application does not.
        .header(HttpHeaders.LOCATION, "/api/orders/" + order.id())
        .entity(order)
        .build();
  }
}
