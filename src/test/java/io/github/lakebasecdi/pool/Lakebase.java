package io.github.lakebasecdi.pool;

import io.github.lakebasecdi.CredentialSource;
import io.github.lakebasecdi.LakebasePools;
import io.github.lakebasecdi.UserIdentity;
import io.github.lakebasecdi.config.Given;
import io.github.lakebasecdi.config.LakebaseConfig;
import io.github.lakebasecdi.credential.DatabricksWorkspace;
import io.github.lakebasecdi.emulator.LakebaseEmulator;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** Pools against an emulator, wired as the module wires them. */
final class Lakebase implements AutoCloseable {

  private final LakebasePools pools;
  private final DatabricksWorkspace workspace;

  private Lakebase(LakebaseConfig config, Optional<CredentialSource> replacement, Clock clock) {
    this.workspace =
        new DatabricksWorkspace(
            config.workspace(),
            config.endpoint().orElse(Given.ENDPOINT),
            config.pool().connectionTimeout());
    this.pools =
        new DefaultLakebasePools(
            config,
            Optional.of(replacement.orElse(workspace)),
            Optional.of(workspace),
            Threads.create(),
            clock);
  }

  static Given settings(LakebaseEmulator emulator) {
    Map<String, String> environment = emulator.environment();
    return Given.nothing()
        .with(environment)
        .with("lakebase.endpoint", emulator.endpoint())
        .with("databricks.host", environment.getOrDefault("DATABRICKS_HOST", ""))
        .with("databricks.client-id", emulator.clientId())
        .with("databricks.client-secret", emulator.clientSecret());
  }

  static Lakebase on(LakebaseEmulator emulator) {
    return on(emulator, UnaryOperator.identity());
  }

  static Lakebase on(LakebaseEmulator emulator, UnaryOperator<Given> change) {
    return on(emulator, change, Clock.systemUTC());
  }

  static Lakebase on(LakebaseEmulator emulator, UnaryOperator<Given> change, Clock clock) {
    return new Lakebase(change.apply(settings(emulator)).read(), Optional.empty(), clock);
  }

  static Lakebase on(LakebaseEmulator emulator, CredentialSource replacement) {
    return new Lakebase(settings(emulator).read(), Optional.of(replacement), Clock.systemUTC());
  }

  LakebasePools pools() {
    return pools;
  }

  static String currentUser(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return currentUser(connection);
    }
  }

  static String currentUser(Connection connection) throws SQLException {
    return text(connection, "select current_user");
  }

  static String text(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      if (!rows.next()) {
        throw new AssertionError("no row");
      }
      return rows.getString(1);
    }
  }

  String userOf(String email, String token) throws SQLException {
    return currentUser(pools.forUser(UserIdentity.of(email, token)));
  }

  @Override
  public void close() {
    pools.close();
    workspace.close();
  }
}
