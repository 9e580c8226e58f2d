package io.github.lakebasecdi.suite.app;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.sql.SQLException;

/** Answers a failure with everything that JDBC says about it. */
@Provider
public class Refusal implements ExceptionMapper<SQLException> {

  private static final String TYPE = "text/plain;charset=UTF-8";

  @Override
  public Response toResponse(SQLException failure) {
    return Response.status(status(failure)).type(TYPE).entity(text(failure)).build();
  }

  /** The same for a servlet. */
  public static void write(SQLException failure, HttpServletResponse response) throws IOException {
    response.setStatus(status(failure));
    response.setContentType(TYPE);
    response.getWriter().write(text(failure));
  }

  private static String text(SQLException failure) {
    return String.join(
        "\n",
        String.valueOf(failure.getSQLState()),
        failure.getClass().getSimpleName(),
        String.valueOf(failure.getMessage()));
  }

  private static int status(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    if (state.equals("28P01")) {
      return 403;
    }
    if (state.startsWith("28")) {
      return 401;
    }
    return state.startsWith("08") ? 503 : 500;
  }
}
