package io.github.lakebasecdi.demo;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Says where to go, once somebody who goes there arrives: a server opens its port only after the
 * application has started, and tells nobody.
 */
final class Welcome {

  private static final Logger LOG = System.getLogger(Welcome.class.getName());
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
  private static final int LOOKS = 480;

  private Welcome() {}

  /**
   * Waits in the background; interrupting the thread ends it.
   *
   * @param app where the application will listen
   * @param frontDoor where to send people
   */
  static Thread onceReachable(URI app, String frontDoor) {
    Thread thread = new Thread(() -> await(app, frontDoor), "demo-welcome");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void await(URI app, String frontDoor) {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(app.resolve("/api/whoami")).timeout(Duration.ofSeconds(5)).build();
    try {
      for (int look = 0; look < LOOKS; look++) {
        if (isThere(client, request)) {
          LOG.log(
              Level.INFO,
              "\n\n    The demo is ready. Open {0} and sign in as one of the people there.\n",
              frontDoor);
          return;
        }
        Thread.sleep(BETWEEN_LOOKS.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Not just anybody who has taken the port: the demo, which refuses whoever is not signed in. */
  private static boolean isThere(HttpClient client, HttpRequest request)
      throws InterruptedException {
    try {
      HttpResponse<Void> answer = client.send(request, BodyHandlers.discarding());
      return answer.headers().allValues("WWW-Authenticate").contains(ProblemMapper.CHALLENGE);
    } catch (IOException e) {
      return false;
    }
  }
}
