package io.github.lakebasecdi.suite.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The on-behalf-of headers of a request. Immutable; {@link #toString()} hides the tokens. */
public final class Caller {

  private static final String TOKEN = "X-Forwarded-Access-Token";
  private static final String EMAIL = "X-Forwarded-Email";

  private record Header(String name, String value) {
    @Override
    public String toString() {
      return name;
    }
  }

  private final List<Header> headers;

  private Caller(List<Header> headers) {
    this.headers = headers;
  }

  /** A request without any. */
  public static Caller anonymous() {
    return new Caller(List.of());
  }

  /** A person with a token of their own, as the front door sends them. */
  public static Caller signedIn(String email) {
    return of(email, Lakebase.emulator().userToken(email));
  }

  /** Whatever the headers say. */
  public static Caller of(String email, String token) {
    return anonymous().email(email).token(token);
  }

  /** One e-mail header more. */
  public Caller email(String value) {
    return header(EMAIL, value);
  }

  /** One token header more. */
  public Caller token(String value) {
    return header(TOKEN, value);
  }

  /** One header more. */
  public Caller header(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Caller(List.copyOf(more));
  }

  String[] namesAndValues() {
    return headers.stream()
        .flatMap(header -> Stream.of(header.name(), header.value()))
        .toArray(String[]::new);
  }

  @Override
  public String toString() {
    return "Caller" + headers;
  }
}
