package io.github.lakebasecdi.emulator;

import java.util.List;
import java.util.Optional;

/** The HTML of the sign-in page: one button per person, no password, no script. */
final class SignInPage {

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Sign in - local Lakebase</title>
      <style>
        :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
        main { max-width: 28rem; margin: 10vh auto; padding: 0 1rem; }
        ul { list-style: none; padding: 0; }
        button { width: 100%%; padding: .75rem 1rem; margin: .25rem 0; font: inherit;
                 text-align: left; border: 1px solid; border-radius: .5rem; cursor: pointer; }
      </style>
      </head>
      <body>
      <main>
      <h1>Who are you?</h1>
      <p>This is the local stand-in for the sign-in of Databricks Apps. There are no passwords.%s</p>
      <form method="post" action="%s">
      <input type="hidden" name="to" value="%s">
      <ul>
      %s</ul>
      </form>
      </main>
      </body>
      </html>
      """;

  private SignInPage() {}

  static String render(List<Identity> people, Optional<String> current, String returnTo) {
    StringBuilder buttons = new StringBuilder();
    for (Identity person : people) {
      String email = escaped(person.name());
      buttons.append(
          "<li><button name=\"email\" value=\"%1$s\">%1$s</button></li>\n".formatted(email));
    }
    String signedIn =
        current
            .map(email -> " You are signed in as <strong>%s</strong>.".formatted(escaped(email)))
            .orElse("");
    return PAGE.formatted(signedIn, SignIn.SIGN_IN, escaped(returnTo), buttons);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
