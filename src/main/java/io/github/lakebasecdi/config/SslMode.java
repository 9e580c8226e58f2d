package io.github.lakebasecdi.config;

/** How the connection to PostgreSQL is protected. */
public enum SslMode {
  /** TLS; certificate chain and host name are verified. */
  VERIFIED,
  /** TLS without verification. */
  ENCRYPTED,
  /** No TLS. */
  PLAIN
}
