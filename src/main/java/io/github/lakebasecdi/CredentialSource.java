package io.github.lakebasecdi;

import java.sql.SQLException;

/**
 * Mints the credentials that open connections. The module's own source asks the Databricks
 * workspace; an application replaces it with a CDI bean of this type.
 *
 * <p>Implementations are called from several threads at once, and may block: calls run on the
 * module's own threads, once per identity at a time, and their results are cached until shortly
 * before they expire. An application waits for a call no longer than its pool's connection timeout.
 *
 * <p>A refusal that will not change by trying again is a {@link java.sql.SQLNonTransientException},
 * such as {@link java.sql.SQLInvalidAuthorizationSpecException}; it reaches the caller at once. Any
 * other {@link SQLException} is tried again until the connection timeout. Messages must not contain
 * secrets.
 */
public interface CredentialSource {

  /**
   * Mints a credential for the application's own identity.
   *
   * @throws SQLException where none can be had
   */
  DatabaseCredential forServicePrincipal() throws SQLException;

  /**
   * Mints a credential from a person's own token. A credential minted from anything else would let
   * one person pass for another.
   *
   * @param user the person, and the token to mint from
   * @throws SQLException where none can be had
   */
  DatabaseCredential forUser(UserIdentity user) throws SQLException;
}
