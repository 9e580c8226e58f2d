package io.github.lakebasecdi.suite.harness;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;

/**
 * What an application answered.
 *
 * @param status the HTTP status
 * @param body the text
 * @param headers the HTTP headers
 */
public record Answer(int status, String body, HttpHeaders headers) {

  static Answer of(HttpResponse<String> response) {
    return new Answer(response.statusCode(), response.body(), response.headers());
  }

  /** The lines of the text; none where there is no text. */
  public List<String> lines() {
    return body.lines().toList();
  }

  /** The value of a header, or nothing. */
  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }
}
