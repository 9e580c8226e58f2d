package io.github.lakebasecdi;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A signed-in person, and the OAuth token that speaks for them. Immutable and thread safe.
 *
 * <p>Deliberately not serialisable, and {@link #toString()} hides the token.
 */
public final class UserIdentity {

  private final @Nullable String email;
  private final @Nullable String userId;
  private final @Nullable String preferredUsername;
  private final String token;

  private UserIdentity(
      @Nullable String email,
      @Nullable String userId,
      @Nullable String preferredUsername,
      String token) {
    if (isBlank(email) && isBlank(userId)) {
      throw new IllegalArgumentException("a user needs an e-mail address or a user id");
    }
    if (isBlank(token)) {
      throw new IllegalArgumentException("a user needs a token");
    }
    this.email = isBlank(email) ? null : email;
    this.userId = isBlank(userId) ? null : userId;
    this.preferredUsername = isBlank(preferredUsername) ? null : preferredUsername;
    this.token = token;
  }

  /**
   * A person known by e-mail address, for work outside a request.
   *
   * @param email the e-mail address, which is the name of the Postgres role
   * @param token the person's OAuth token, with the scope {@code postgres}
   * @throws IllegalArgumentException where either is blank
   */
  public static UserIdentity of(String email, String token) {
    return new UserIdentity(Objects.requireNonNull(email), null, null, token);
  }

  /**
   * A person as a gateway describes them.
   *
   * @param email the e-mail address, where known
   * @param userId the identity provider's id, which names the role where there is no e-mail address
   * @param preferredUsername the name to show, where known
   * @param token the person's OAuth token, with the scope {@code postgres}
   * @throws IllegalArgumentException where the token, or both e-mail address and user id, are blank
   */
  public static UserIdentity of(
      Optional<String> email,
      Optional<String> userId,
      Optional<String> preferredUsername,
      String token) {
    return new UserIdentity(
        email.orElse(null), userId.orElse(null), preferredUsername.orElse(null), token);
  }

  /** The name of the Postgres role: the e-mail address, else the user id. */
  public String role() {
    return email != null ? email : Objects.requireNonNull(userId);
  }

  /** The e-mail address, where known. */
  public Optional<String> email() {
    return Optional.ofNullable(email);
  }

  /** The identity provider's id, where known. */
  public Optional<String> userId() {
    return Optional.ofNullable(userId);
  }

  /** The name to show, where known. */
  public Optional<String> preferredUsername() {
    return Optional.ofNullable(preferredUsername);
  }

  /** The OAuth token. A secret: never log it, never show it. */
  public String token() {
    return token;
  }

  /** Names the role and hides the token. */
  @Override
  public String toString() {
    return "UserIdentity[" + role() + ", token hidden]";
  }

  private static boolean isBlank(@Nullable String value) {
    return value == null || value.isBlank();
  }
}
