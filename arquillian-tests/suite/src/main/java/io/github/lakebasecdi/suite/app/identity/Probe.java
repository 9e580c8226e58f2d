package io.github.lakebasecdi.suite.app.identity;

import io.github.lakebasecdi.CurrentUser;
import io.github.lakebasecdi.ServicePrincipal;
import io.github.lakebasecdi.UserScoped;
import io.github.lakebasecdi.suite.app.Sight;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A bean with everything injected; serialisable, because a session keeps one of its kind. */
public abstract class Probe implements Serializable {

  private static final long serialVersionUID = 1L;

  @Inject @UserScoped DataSource mine;
  @Inject @ServicePrincipal DataSource everyones;
  @Inject CurrentUser caller;

  /** What this bean sees. */
  public String look() throws SQLException {
    return Sight.of(mine, everyones, caller);
  }
}
