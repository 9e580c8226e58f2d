package io.github.lakebasecdi.pool;

import io.github.lakebasecdi.UserIdentity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Which pool serves a person: the role, and the fingerprint of the token that has to open its
 * connections. Whoever comes with the same e-mail address and another token gets another pool,
 * which has to log in first.
 *
 * @param role the Postgres role
 * @param fingerprint SHA-256 of the token, in hexadecimal
 */
record PoolKey(String role, String fingerprint) {

  static PoolKey of(UserIdentity user) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(user.token().getBytes(StandardCharsets.UTF_8));
      return new PoolKey(user.role(), HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
