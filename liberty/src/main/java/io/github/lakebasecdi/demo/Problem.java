package io.github.lakebasecdi.demo;

import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, for the client: a problem of RFC 9457.
 *
 * @param errors what is wrong with which field, where that is the problem
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    @Nullable List<InvalidInputException.Problem> errors) {

  static final String MEDIA_TYPE = "application/problem+json";

  static Problem of(Response.StatusType status, String detail) {
    return new Problem("about:blank", title(status), status.getStatusCode(), detail, null);
  }

  static Problem of(InvalidInputException invalid) {
    return new Problem(
        "about:blank",
        title(Response.Status.BAD_REQUEST),
        Response.Status.BAD_REQUEST.getStatusCode(),
        Objects.requireNonNull(invalid.getMessage()),
        invalid.problems());
  }

  private static String title(Response.StatusType status) {
    return status.getReasonPhrase();
  }
}
