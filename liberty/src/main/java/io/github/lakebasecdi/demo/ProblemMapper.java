package io.github.lakebasecdi.demo;

import io.github.lakebasecdi.CurrentUser;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;

/** Answers every failure with a JSON problem; the server's log has what the client must not see. */
@Provider
@ApplicationScoped
public class ProblemMapper implements ExceptionMapper<Throwable> {

  static final String CHALLENGE = "Bearer realm=\"lakebase-demo\"";

  private static final Logger LOG = System.getLogger(ProblemMapper.class.getName());
  private static final int RETRY_SECONDS = 5;

  @Inject CurrentUser caller;

  @Override
  public Response toResponse(Throwable failure) {
    if (failure instanceof InvalidInputException invalid) {
      return response(Problem.of(invalid)).build();
    }
    if (failure instanceof WebApplicationException http
        && http.getResponse().getStatus() < Status.INTERNAL_SERVER_ERROR.getStatusCode()) {
      return http(http.getResponse());
    }
    Problem problem =
        failure instanceof SQLException sql
            ? SqlProblems.of(sql, caller.status())
            : Problem.of(Status.INTERNAL_SERVER_ERROR, "Something went wrong; the log says what.");
    log(problem, failure);
    Response.ResponseBuilder response = response(problem);
    if (problem.status() == Status.SERVICE_UNAVAILABLE.getStatusCode()) {
      response.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }
    if (problem.status() == Status.UNAUTHORIZED.getStatusCode()) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
    }
    return response.build();
  }

  /** What the REST implementation refuses, such as an unknown path, with its headers. */
  private static Response http(Response refused) {
    Response.StatusType status = refused.getStatusInfo();
    Response.ResponseBuilder response =
        response(Problem.of(status, "The request cannot be answered: " + status.getReasonPhrase()));
    String allow = refused.getHeaderString(HttpHeaders.ALLOW);
    if (allow != null) {
      response.header(HttpHeaders.ALLOW, allow);
    }
    return response.build();
  }

  private static Response.ResponseBuilder response(Problem problem) {
    return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
  }

  private static void log(Problem problem, Throwable failure) {
    switch (problem.status()) {
      case 401 -> LOG.log(Level.DEBUG, "401: {0}", failure.getMessage());
      case 403 -> LOG.log(Level.WARNING, "403: {0}", failure.getMessage());
      case 503 -> LOG.log(Level.WARNING, "503: {0}", failure.getMessage());
      default -> LOG.log(Level.ERROR, "a request failed", failure);
    }
  }
}
