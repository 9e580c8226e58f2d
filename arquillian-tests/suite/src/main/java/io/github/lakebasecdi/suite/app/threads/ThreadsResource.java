package io.github.lakebasecdi.suite.app.threads;

import io.github.lakebasecdi.CurrentUser;
import io.github.lakebasecdi.LakebasePools;
import io.github.lakebasecdi.ServicePrincipal;
import io.github.lakebasecdi.UserIdentity;
import io.github.lakebasecdi.UserScoped;
import io.github.lakebasecdi.suite.app.Sight;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.sql.DataSource;

/** Asks for connections on a thread that the server knows nothing of. */
@Path("threads")
@RequestScoped
public class ThreadsResource {

  @Inject @UserScoped DataSource mine;
  @Inject @ServicePrincipal DataSource everyones;
  @Inject CurrentUser caller;
  @Inject LakebasePools pools;

  /** The user data source, where nobody is calling. */
  @GET
  @Path("mine")
  public String mine() throws Exception {
    return elsewhere(mine);
  }

  /** The service principal's data source, which needs no caller. */
  @GET
  @Path("everyones")
  public String everyones() throws Exception {
    return elsewhere(everyones);
  }

  /** The documented way: the caller's identity is taken along. */
  @GET
  @Path("for-user")
  public String forUser() throws Exception {
    UserIdentity identity = caller.identity();
    return elsewhere(pools.forUser(identity));
  }

  private static String elsewhere(DataSource source) throws Exception {
    FutureTask<String> task = new FutureTask<>(() -> Sight.role(source));
    new Thread(task, "suite-plain").start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SQLException failure ? failure : e;
    }
  }
}
