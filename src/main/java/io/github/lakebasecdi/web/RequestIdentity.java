package io.github.lakebasecdi.web;

import io.github.lakebasecdi.CurrentUser;
import io.github.lakebasecdi.UserIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Typed;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.util.Optional;

/**
 * The caller of the present request: filled by the filter, read by everyone else. Public because it
 * is proxied.
 */
@RequestScoped
@Typed({CurrentUser.class, RequestIdentity.class})
public class RequestIdentity implements CurrentUser {

  private HeaderIdentity headers = HeaderIdentity.OUTSIDE_REQUEST;

  /** Nobody yet. */
  public RequestIdentity() {}

  void fill(HeaderIdentity read) {
    this.headers = read;
  }

  @Override
  public Status status() {
    return headers.status();
  }

  @Override
  public Optional<String> email() {
    return headers.email();
  }

  @Override
  public Optional<String> userId() {
    return headers.userId();
  }

  @Override
  public Optional<String> preferredUsername() {
    return headers.preferredUsername();
  }

  @Override
  public UserIdentity identity() throws SQLInvalidAuthorizationSpecException {
    UserIdentity identity = headers.identity();
    if (identity == null) {
      throw new SQLInvalidAuthorizationSpecException(headers.reason(), "28000");
    }
    return identity;
  }

  /** Hides the token. */
  @Override
  public String toString() {
    return "CurrentUser[" + status() + "]";
  }
}
