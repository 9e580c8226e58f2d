package io.github.lakebasecdi.suite.app.identity;

import io.github.lakebasecdi.CurrentUser;
import io.github.lakebasecdi.ServicePrincipal;
import io.github.lakebasecdi.UserScoped;
import io.github.lakebasecdi.suite.app.Sight;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Asks one bean of each scope, or looks itself. */
@Path("identity")
@RequestScoped
public class IdentityResource {

  @Inject @UserScoped DataSource mine;
  @Inject @ServicePrincipal DataSource everyones;
  @Inject CurrentUser caller;

  @Inject ApplicationProbe application;
  @Inject RequestProbe request;
  @Inject DependentProbe dependent;
  @Inject SessionProbe session;

  /** What the named bean sees. */
  @GET
  @Path("{bean}")
  public String look(@PathParam("bean") String bean) throws SQLException {
    return switch (bean) {
      case "resource" -> Sight.of(mine, everyones, caller);
      case "application" -> application.look();
      case "request" -> request.look();
      case "dependent" -> dependent.look();
      case "session" -> session.look();
      default -> throw new NotFoundException(bean);
    };
  }

  /** The caller's role in the database, and nothing of the service principal. */
  @GET
  @Path("mine")
  public String mine() throws SQLException {
    return Sight.role(mine);
  }

  /** What the caller's connections are called in the database. */
  @GET
  @Path("application-name")
  public String applicationName() throws SQLException {
    try (var connection = mine.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SHOW application_name")) {
      rows.next();
      return rows.getString(1);
    }
  }
}
