package io.github.lakebasecdi.emulator;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The roles of the database and the identities they are labelled with. Thread safe; its statements
 * go one after the other through one connection of the server's owner.
 */
final class Roles implements AutoCloseable {

  static final String SUPERUSER = "databricks_superuser";

  private static final String LABEL_START = "id=";
  private static final String LABEL_END = ",type=";

  // What the extension's function writes, too: see databricks_auth--1.0.sql.
  private static final String FIND =
      """
      SELECT l.label, pg_has_role(r.oid, 'databricks_superuser', 'MEMBER'), r.rolbypassrls
        FROM pg_catalog.pg_roles r
        LEFT JOIN pg_catalog.pg_shseclabel l
               ON l.objoid = r.oid AND l.classoid = 'pg_catalog.pg_authid'::regclass
              AND l.provider = 'databricks_auth'
       WHERE r.rolname = ?
      """;
  private static final String LABEL =
      """
      INSERT INTO pg_catalog.pg_shseclabel (objoid, classoid, provider, label)
      SELECT oid, 'pg_catalog.pg_authid'::regclass, 'databricks_auth', ?
        FROM pg_catalog.pg_authid WHERE rolname = ?
      """;

  /** What the gateway needs to know of a role; no label also when there is no such role. */
  record Login(@Nullable String label) {}

  private final DatabaseServer server;
  private @Nullable Connection connection;

  Roles(DatabaseServer server) {
    this.server = server;
  }

  /** The identity in a label. */
  static String identityOf(String label) {
    int end = label.lastIndexOf(LABEL_END);
    return label.startsWith(LABEL_START) && end > 0
        ? label.substring(LABEL_START.length(), end)
        : "";
  }

  /**
   * Looks a role up. On the way a member of {@code databricks_superuser} gets the attributes that
   * PostgreSQL does not pass on by membership, and a former member loses them.
   */
  synchronized Login findForLogin(String role) throws SQLException {
    try (PreparedStatement find = connection().prepareStatement(FIND)) {
      find.setString(1, role);
      try (ResultSet row = find.executeQuery()) {
        if (!row.next()) {
          return new Login(null);
        }
        String label = row.getString(1);
        boolean member = row.getBoolean(2);
        if (label != null && member != row.getBoolean(3)) {
          setSuperuserAttributes(role, member);
        }
        return new Login(label);
      }
    } catch (SQLException e) {
      forgetBrokenConnection();
      throw e;
    }
  }

  /** Creates the role of an identity unless a server that was used before has it already. */
  synchronized void ensure(Identity identity) throws SQLException {
    if (findForLogin(identity.name()).label() == null) {
      create(identity);
    }
  }

  /** Creates the role of an identity, with its label. */
  synchronized void create(Identity identity) throws SQLException {
    Connection current = connection();
    current.setAutoCommit(false);
    try (Statement statement = current.createStatement();
        PreparedStatement label = current.prepareStatement(LABEL)) {
      statement.execute("CREATE ROLE " + quoted(identity.name()) + " LOGIN");
      // The label has no command of its own here: SECURITY LABEL wants a provider written in C.
      statement.execute("SET LOCAL allow_system_table_mods = on");
      label.setString(1, LABEL_START + identity.name() + LABEL_END + identity.type());
      label.setString(2, identity.name());
      label.executeUpdate();
      current.commit();
    } catch (SQLException e) {
      current.rollback();
      throw e;
    } finally {
      current.setAutoCommit(true);
    }
  }

  synchronized void grantSuperuser(String role) throws SQLException {
    execute("GRANT " + SUPERUSER + " TO " + quoted(role) + " WITH ADMIN OPTION");
    setSuperuserAttributes(role, true);
  }

  /** What the platform gives to the service principal of an application. */
  synchronized void grantConnectAndCreate(String role, String database) throws SQLException {
    execute("GRANT CONNECT, CREATE ON DATABASE " + quoted(database) + " TO " + quoted(role));
  }

  /** Drops a role; what it owned goes to the server's owner, what it was granted goes. */
  synchronized void drop(String role) throws SQLException {
    execute("REASSIGN OWNED BY " + quoted(role) + " TO CURRENT_USER");
    execute("DROP OWNED BY " + quoted(role));
    // DROP OWNED takes back what an object's owner granted, not what others granted on: these may.
    execute("SET ROLE " + SUPERUSER);
    try {
      execute("REVOKE ALL ON DATABASE " + DatabaseServer.DATABASE + " FROM " + quoted(role));
      execute("REVOKE ALL ON SCHEMA public FROM " + quoted(role));
    } finally {
      execute("RESET ROLE");
    }
    execute("DROP ROLE " + quoted(role));
  }

  @Override
  public synchronized void close() throws SQLException {
    Connection current = connection;
    connection = null;
    if (current != null) {
      current.close();
    }
  }

  private void setSuperuserAttributes(String role, boolean superuser) throws SQLException {
    String not = superuser ? "" : "NO";
    execute("ALTER ROLE %s %2$sBYPASSRLS %2$sCREATEROLE %2$sCREATEDB".formatted(quoted(role), not));
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection().createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection connection() throws SQLException {
    Connection current = connection;
    if (current == null) {
      current = server.ownerConnection();
      connection = current;
    }
    return current;
  }

  private void forgetBrokenConnection() throws SQLException {
    Connection current = connection;
    if (current != null && current.isClosed()) {
      connection = null;
    }
  }

  static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }
}
