package io.github.lakebasecdi.credential;

import java.sql.SQLException;
import java.util.List;

/** What the workspace knows of the application's database and of the application itself. Blocks. */
public interface Workspace {

  /**
   * The hosts of the endpoint; the one that reads and writes comes first.
   *
   * @throws SQLException where the workspace does not say
   */
  List<String> endpointHosts() throws SQLException;

  /**
   * The name of the application's own identity, which is its Postgres role.
   *
   * @throws SQLException where the workspace does not say
   */
  String currentUser() throws SQLException;
}
