package io.github.lakebasecdi.credential;

import com.databricks.sdk.core.http.HttpClient;
import com.databricks.sdk.core.http.Request;
import com.databricks.sdk.core.http.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An HTTP client that keeps from the SDK what it handles carelessly: the bodies, which it logs, the
 * start of every token included, and {@code Retry-After}, for which it sleeps without a limit.
 * Thread safe; blocks as the client within does.
 */
final class DiscreetHttpClient implements HttpClient {

  private final HttpClient client;

  DiscreetHttpClient(HttpClient client) {
    this.client = client;
  }

  @Override
  public Response execute(Request request) throws IOException {
    Response response = client.execute(request);
    Map<String, List<String>> headers = new HashMap<>(response.getAllHeaders());
    headers.keySet().removeIf("Retry-After"::equalsIgnoreCase);
    String body = response.getDebugBody();
    // The SDK logs a text, and not what comes as a stream.
    InputStream stream =
        new ByteArrayInputStream((body == null ? "" : body).getBytes(StandardCharsets.UTF_8));
    return new Response(
        response.getRequest(),
        response.getUrl(),
        response.getStatusCode(),
        response.getStatus(),
        headers,
        stream);
  }
}
