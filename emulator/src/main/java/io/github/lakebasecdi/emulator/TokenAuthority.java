package io.github.lakebasecdi.emulator;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Issues and verifies the tokens of the workspace: signed JWTs, each unique, dated by the clock.
 * Thread safe.
 */
final class TokenAuthority {

  /** A token and when it expires. */
  record Issued(String token, Instant expiry) {
    @Override
    public String toString() {
      return "Issued[expiry=" + expiry + "]";
    }
  }

  private final String issuer;
  private final Clock clock;
  // Elliptic curves: an RSA key would take longer to make than everything else here.
  private final ECKey key = newKey();
  private final ECKey foreignKey = newKey();
  private final Set<String> issued = ConcurrentHashMap.newKeySet();

  TokenAuthority(String issuer, Clock clock) {
    this.issuer = issuer;
    this.clock = clock;
  }

  /** An OAuth access token for the workspace's API. */
  Issued accessToken(Identity identity, Duration lifetime, Collection<String> scopes) {
    return issue(key, identity, Directory.WORKSPACE_ID, lifetime, scopes);
  }

  /** Looks like an access token; signed by a key that nobody trusts. */
  String forgedAccessToken(Identity identity, Duration lifetime, Collection<String> scopes) {
    return issue(foreignKey, identity, Directory.WORKSPACE_ID, lifetime, scopes).token();
  }

  /** A token that opens connections to one endpoint, and nothing else. */
  Issued databaseCredential(Identity identity, String endpoint, Duration lifetime) {
    return issue(key, identity, endpoint, lifetime, List.of("postgres"));
  }

  /**
   * Checks signature, issuer and expiry.
   *
   * @throws TokenRefused if the token is not one of this workspace, or no longer
   */
  VerifiedToken verify(String token) throws TokenRefused {
    SignedJWT jwt;
    JWTClaimsSet claims;
    try {
      jwt = SignedJWT.parse(token);
      claims = jwt.getJWTClaimsSet();
    } catch (ParseException e) {
      throw new TokenRefused(TokenRefused.Reason.MALFORMED);
    }
    if (!isSignedHere(jwt) || !issuer.equals(claims.getIssuer())) {
      throw new TokenRefused(TokenRefused.Reason.UNTRUSTED);
    }
    if (!clock.instant().isBefore(claims.getExpirationTime().toInstant())) {
      throw new TokenRefused(TokenRefused.Reason.EXPIRED);
    }
    return new VerifiedToken(
        claims.getSubject(),
        claims.getAudience(),
        Set.of(String.valueOf(claims.getClaim("scope")).split(" ")));
  }

  /** Everything issued so far, forged tokens included. */
  Set<String> issued() {
    return Set.copyOf(issued);
  }

  private boolean isSignedHere(SignedJWT jwt) {
    try {
      return jwt.verify(new ECDSAVerifier(key));
    } catch (JOSEException e) {
      // Another algorithm than ours ("none" among them) is not ours either.
      return false;
    }
  }

  private Issued issue(
      ECKey signingKey,
      Identity identity,
      String audience,
      Duration lifetime,
      Collection<String> scopes) {
    // A JWT's dates are whole seconds; the expiry that is told must be the one that is enforced.
    Instant now = clock.instant();
    Instant expiry = now.plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .subject(identity.name())
            .audience(audience)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(expiry))
            .jwtID(UUID.randomUUID().toString())
            .claim("scope", String.join(" ", scopes))
            .build();
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(signingKey.getKeyID()).build(), claims);
    try {
      jwt.sign(new ECDSASigner(signingKey));
    } catch (JOSEException e) {
      throw new IllegalStateException("Cannot sign a token", e);
    }
    String token = jwt.serialize();
    issued.add(token);
    return new Issued(token, expiry);
  }

  private static ECKey newKey() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(UUID.randomUUID().toString()).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("Cannot make a signing key", e);
    }
  }
}
