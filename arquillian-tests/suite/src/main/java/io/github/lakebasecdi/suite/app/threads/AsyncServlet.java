package io.github.lakebasecdi.suite.app.threads;

import io.github.lakebasecdi.UserScoped;
import io.github.lakebasecdi.suite.app.Refusal;
import io.github.lakebasecdi.suite.app.Sight;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Goes on elsewhere: {@code /async?dispatch=/path} comes back through an ASYNC dispatch from a
 * plain thread, {@code /async} works on the thread that the server gives.
 */
@WebServlet(urlPatterns = "/async", asyncSupported = true)
public class AsyncServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject @UserScoped transient DataSource mine;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext async = request.startAsync(request, response);
    String path = request.getParameter("dispatch");
    if (path == null) {
      async.start(() -> answer(async));
    } else {
      new Thread(() -> async.dispatch(path), "suite-dispatch").start();
    }
  }

  private void answer(AsyncContext async) {
    HttpServletResponse response = (HttpServletResponse) async.getResponse();
    try {
      try {
        response.getWriter().write(Sight.role(mine));
      } catch (SQLException e) {
        Refusal.write(e, response);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      async.complete();
    }
  }
}
