package io.github.lakebasecdi.demo;

import io.github.lakebasecdi.CurrentUser;
import io.github.lakebasecdi.UserScoped;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Who is calling. */
@Path("whoami")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class WhoAmIResource {

  @Inject CurrentUser caller;
  @Inject @UserScoped DataSource mine;
  @Inject ServiceOrders everyones;

  /**
   * The three views of it.
   *
   * @param user what the request's headers say
   * @param currentUser what PostgreSQL says of the caller's connection
   * @param serviceUser what PostgreSQL says of the application's own connection
   */
  public record WhoAmI(String user, String currentUser, String serviceUser) {}

  /** Who is calling, asked of the request and of PostgreSQL. */
  @GET
  public WhoAmI whoAmI() throws SQLException {
    return new WhoAmI(
        caller.identity().role(), new Orders(mine).currentUser(), everyones.currentUser());
  }
}
