package io.github.lakebasecdi.suite.app.identity;

import io.github.lakebasecdi.CurrentUser;
import io.github.lakebasecdi.ServicePrincipal;
import io.github.lakebasecdi.UserScoped;
import io.github.lakebasecdi.suite.app.Refusal;
import io.github.lakebasecdi.suite.app.Sight;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;

/** What a servlet sees. */
@WebServlet(urlPatterns = "/servlet", asyncSupported = true)
public class IdentityServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject @UserScoped transient DataSource mine;
  @Inject @ServicePrincipal transient DataSource everyones;
  @Inject transient CurrentUser caller;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      response.getWriter().write(Sight.of(mine, everyones, caller));
    } catch (SQLException e) {
      Refusal.write(e, response);
    }
  }
}
