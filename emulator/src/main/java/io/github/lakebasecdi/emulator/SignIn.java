package io.github.lakebasecdi.emulator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;
import org.jspecify.annotations.Nullable;

/** Who sits at the browser: the sign-in page and the sessions it opens. Thread safe. */
final class SignIn {

  static final String SIGN_IN = "/.auth/sign-in";
  static final String SIGN_OUT = "/.auth/sign-out";
  static final String COOKIE = "lakebase-emulator-session";

  private final Directory directory;
  private final Map<String, Identity> sessions = new ConcurrentHashMap<>();

  SignIn(Directory directory) {
    this.directory = directory;
  }

  /** The person whose session the request's cookie names. */
  Optional<Identity> person(Request request) {
    return sessionId(request).flatMap(id -> Optional.ofNullable(sessions.get(id)));
  }

  /** The page that asks who is there; the form leads back to where the browser came from. */
  void showPage(Request request, Response response, Callback callback) {
    String returnTo = local(Request.extractQueryParameters(request).getValue("to"));
    Optional<String> current = person(request).map(Identity::name);
    response
        .getHeaders()
        .put("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        .put(HttpHeader.CACHE_CONTROL, "no-store");
    Http.answer(
        response,
        callback,
        200,
        "text/html; charset=utf-8",
        SignInPage.render(directory.people(), current, returnTo));
  }

  /** Opens a session for the person chosen. */
  void signIn(Request request, Response response, Callback callback) throws Exception {
    Fields form = new Fields();
    UrlEncoded.decodeTo(Content.Source.asString(request), form::add, StandardCharsets.UTF_8);
    Optional<Identity> person =
        Optional.ofNullable(form.getValue("email")).flatMap(directory::person);
    if (person.isEmpty()) {
      Http.answer(response, callback, 400, "text/plain; charset=utf-8", "Nobody of that name\n");
      return;
    }
    sessionId(request).ifPresent(sessions::remove);
    String id = UUID.randomUUID().toString();
    sessions.put(id, person.get());
    Response.putCookie(response, cookie(id, -1));
    redirect(response, callback, local(form.getValue("to")));
  }

  /** Ends the session and asks who is there now. */
  void signOut(Request request, Response response, Callback callback) {
    sessionId(request).ifPresent(sessions::remove);
    Response.putCookie(response, cookie("", 0));
    redirect(response, callback, SIGN_IN);
  }

  /** Sends the browser to the page, from where it comes back. */
  void askWho(Request request, Response response, Callback callback) {
    String target = request.getHttpURI().getPathQuery();
    redirect(
        response, callback, SIGN_IN + "?to=" + URLEncoder.encode(target, StandardCharsets.UTF_8));
  }

  private static Optional<String> sessionId(Request request) {
    return Request.getCookies(request).stream()
        .filter(cookie -> cookie.getName().equals(COOKIE))
        .map(HttpCookie::getValue)
        .findFirst();
  }

  /** A path of this server, whatever was asked for: a link must not lead elsewhere. */
  private static String local(@Nullable String path) {
    if (path != null
        && path.startsWith("/")
        && !path.startsWith("//")
        && path.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\')) {
      return path;
    }
    return "/";
  }

  private static HttpCookie cookie(String value, int maxAge) {
    return HttpCookie.build(COOKIE, value)
        .path("/")
        .httpOnly(true)
        .sameSite(HttpCookie.SameSite.LAX)
        .maxAge(maxAge)
        .build();
  }

  private static void redirect(Response response, Callback callback, String path) {
    response.setStatus(303);
    response.getHeaders().put(HttpHeader.LOCATION, path).put(HttpHeader.CACHE_CONTROL, "no-store");
    response.write(true, null, callback);
  }
}
