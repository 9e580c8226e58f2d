package io.github.lakebasecdi.web;

import io.github.lakebasecdi.CurrentUser.Status;
import io.github.lakebasecdi.UserIdentity;
import io.github.lakebasecdi.config.LakebaseConfig;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the on-behalf-of headers of one request say. Immutable.
 *
 * @param status what is known about the caller
 * @param email the e-mail address, where valid
 * @param userId the identity provider's id, where valid
 * @param preferredUsername the name to show, where valid
 * @param identity the caller, where signed in
 * @param reason what is missing or wrong, where not
 */
record HeaderIdentity(
    Status status,
    Optional<String> email,
    Optional<String> userId,
    Optional<String> preferredUsername,
    @Nullable UserIdentity identity,
    String reason) {

  static final HeaderIdentity OUTSIDE_REQUEST =
      without(
          Status.OUTSIDE_REQUEST,
          "LKB0301: there is no HTTP request on this thread; for work outside a request, take"
              + " CurrentUser.identity() along and use LakebasePools.forUser(identity)");

  private static final int MAX_LENGTH = 16 * 1024;

  /** A header whose value breaks the rules. */
  private static final class InvalidHeader extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidHeader(String header, String problem) {
      super("LKB0302: the request's identity is invalid: the header " + header + " " + problem);
    }
  }

  /**
   * Reads the headers.
   *
   * @param names their names
   * @param values gives all values of a header, in order
   */
  static HeaderIdentity read(LakebaseConfig.Headers names, Function<String, List<String>> values) {
    try {
      Optional<String> email = value(names.email(), values);
      Optional<String> userId = value(names.user(), values);
      Optional<String> preferredUsername = value(names.preferredUsername(), values);
      Optional<String> token = value(names.token(), values);
      if (token.isEmpty()) {
        return new HeaderIdentity(
            Status.ANONYMOUS,
            email,
            userId,
            preferredUsername,
            null,
            "LKB0303: nobody is signed in: the request has no header "
                + names.token()
                + "; on Databricks Apps enable user authorization with the scope postgres");
      }
      if (email.isEmpty() && userId.isEmpty()) {
        return without(
            Status.INVALID,
            "LKB0304: the request has a token, but neither the header %s nor %s says whose it is"
                .formatted(names.email(), names.user()));
      }
      return new HeaderIdentity(
          Status.SIGNED_IN,
          email,
          userId,
          preferredUsername,
          UserIdentity.of(email, userId, preferredUsername, token.get()),
          "");
    } catch (InvalidHeader e) {
      return without(Status.INVALID, String.valueOf(e.getMessage()));
    }
  }

  /** Hides the token. */
  @Override
  public String toString() {
    return "HeaderIdentity[" + status + "]";
  }

  private static HeaderIdentity without(Status status, String reason) {
    return new HeaderIdentity(
        status, Optional.empty(), Optional.empty(), Optional.empty(), null, reason);
  }

  /** Containers read header bytes as ISO 8859-1; gateways write names in UTF-8. */
  private static String decoded(String value) {
    if (value.chars().allMatch(c -> c < 0x80) || value.chars().anyMatch(c -> c > 0xff)) {
      return value;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException e) {
      return value;
    }
  }

  private static Optional<String> value(String header, Function<String, List<String>> allValues) {
    Set<String> values = new LinkedHashSet<>(allValues.apply(header));
    if (values.isEmpty()) {
      return Optional.empty();
    }
    if (values.size() > 1) {
      throw new InvalidHeader(header, "comes more than once, with different values");
    }
    String value = decoded(values.iterator().next());
    if (value.isBlank()) {
      throw new InvalidHeader(header, "is empty");
    }
    if (value.length() > MAX_LENGTH) {
      throw new InvalidHeader(header, "is longer than 16 KiB");
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidHeader(header, "has control characters");
    }
    return Optional.of(value);
  }
}
