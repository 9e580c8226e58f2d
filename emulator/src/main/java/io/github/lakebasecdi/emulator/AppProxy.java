package io.github.lakebasecdi.emulator;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Passes a person's requests on to the application, with the headers of Databricks Apps. */
final class AppProxy extends ProxyHandler.Reverse {

  private static final String PERSON = AppProxy.class.getName() + ".person";
  private static final String FORWARDED_PREFIX = "x-forwarded-";
  private static final Set<String> OF_THE_PROXY_ALONE =
      Set.of("forwarded", "x-real-ip", "x-request-id");
  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
  // Beyond what a load test opens at once; the default would queue the rest.
  private static final int MAX_CONNECTIONS = 1_024;

  private final URI app;
  private final PersonTokens tokens;

  AppProxy(URI app, PersonTokens tokens) {
    super(request -> rewrite(app, request));
    this.app = app;
    this.tokens = tokens;
    setUseServerThreadPool(true);
  }

  /** Says on whose behalf a request goes on; required before it is handled. */
  static void setPerson(Request request, Identity person) {
    request.setAttribute(PERSON, person);
  }

  @Override
  protected void configureHttpClient(HttpClient client) {
    super.configureHttpClient(client);
    client.setFollowRedirects(false);
    // One client for everybody: it must not remember anybody's cookies.
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    client.setUserAgentField(null);
    client.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
    client.setMaxConnectionsPerDestination(MAX_CONNECTIONS);
  }

  @Override
  protected void copyRequestHeaders(Request incoming, org.eclipse.jetty.client.Request outgoing) {
    super.copyRequestHeaders(incoming, outgoing);
    outgoing.headers(
        headers -> {
          removeForwarded(headers);
          removeSession(headers);
          if (Http.basic(incoming).isPresent()) {
            headers.remove(HttpHeader.AUTHORIZATION);
          }
        });
  }

  @Override
  protected void addProxyHeaders(Request incoming, org.eclipse.jetty.client.Request outgoing) {
    Identity person = Objects.requireNonNull((Identity) incoming.getAttribute(PERSON));
    String host = incoming.getHeaders().get(HttpHeader.HOST);
    outgoing.headers(
        headers -> {
          headers.put("X-Forwarded-Access-Token", tokens.of(person));
          headers.put("X-Forwarded-Email", person.name());
          headers.put("X-Forwarded-User", person.numericId() + "@" + Directory.WORKSPACE_ID);
          headers.put("X-Forwarded-Preferred-Username", person.name());
          if (host != null) {
            headers.put("X-Forwarded-Host", host);
          }
          headers.put("X-Real-Ip", Request.getRemoteAddr(incoming));
          headers.put("X-Request-Id", UUID.randomUUID().toString());
        });
  }

  @Override
  protected void onServerToProxyResponseFailure(
      Request incoming,
      org.eclipse.jetty.client.Request outgoing,
      org.eclipse.jetty.client.Response answer,
      Response response,
      Callback callback,
      Throwable failure) {
    if (response.isCommitted()) {
      callback.failed(failure);
      return;
    }
    Http.answer(
        response,
        callback,
        502,
        "text/plain; charset=utf-8",
        "The application at %s does not answer. Is it running?\n".formatted(app));
  }

  private static HttpURI rewrite(URI app, Request request) {
    return HttpURI.build(request.getHttpURI())
        .scheme(app.getScheme())
        .host(app.getHost())
        .port(app.getPort());
  }

  private static void removeForwarded(HttpFields.Mutable headers) {
    headers.stream()
        .map(HttpField::getName)
        .filter(AppProxy::isOfTheProxyAlone)
        .collect(Collectors.toSet())
        .forEach(headers::remove);
  }

  private static boolean isOfTheProxyAlone(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith(FORWARDED_PREFIX) || OF_THE_PROXY_ALONE.contains(lower);
  }

  private static void removeSession(HttpFields.Mutable headers) {
    String cookies = headers.get(HttpHeader.COOKIE);
    if (cookies == null) {
      return;
    }
    String others =
        Arrays.stream(cookies.split(";"))
            .map(String::trim)
            .filter(cookie -> !cookie.startsWith(SignIn.COOKIE + "="))
            .collect(Collectors.joining("; "));
    if (others.isEmpty()) {
      headers.remove(HttpHeader.COOKIE);
    } else {
      headers.put(HttpHeader.COOKIE, others);
    }
  }
}
