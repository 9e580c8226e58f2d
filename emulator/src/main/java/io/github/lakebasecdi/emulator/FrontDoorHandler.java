package io.github.lakebasecdi.emulator;

import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Lets people in by session or HTTP basic, and sends everybody else to sign in. */
final class FrontDoorHandler extends Handler.Wrapper {

  private final Directory directory;
  private final SignIn signIn;

  FrontDoorHandler(Directory directory, SignIn signIn, AppProxy app) {
    super(app);
    this.directory = directory;
    this.signIn = signIn;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    switch (Request.getPathInContext(request)) {
      case SignIn.SIGN_IN -> {
        if (request.getMethod().equals("POST")) {
          signIn.signIn(request, response, callback);
        } else {
          signIn.showPage(request, response, callback);
        }
        return true;
      }
      case SignIn.SIGN_OUT -> {
        signIn.signOut(request, response, callback);
        return true;
      }
      default -> {
        return enter(request, response, callback);
      }
    }
  }

  private boolean enter(Request request, Response response, Callback callback) throws Exception {
    Optional<Http.Basic> basic = Http.basic(request);
    Optional<Identity> person =
        basic.isPresent() ? directory.person(basic.get().name()) : signIn.person(request);
    if (person.isPresent()) {
      AppProxy.setPerson(request, person.get());
      return super.handle(request, response, callback);
    }
    if (basic.isEmpty() && isPageRequest(request)) {
      signIn.askWho(request, response, callback);
    } else {
      response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"local Lakebase\"");
      Http.answer(
          response,
          callback,
          401,
          "text/plain; charset=utf-8",
          "Sign in at %s, or as one of its people by HTTP basic authentication with any password\n"
              .formatted(SignIn.SIGN_IN));
    }
    return true;
  }

  private static boolean isPageRequest(Request request) {
    String accept = request.getHeaders().get(HttpHeader.ACCEPT);
    return request.getMethod().equals("GET") && accept != null && accept.contains("text/html");
  }
}
