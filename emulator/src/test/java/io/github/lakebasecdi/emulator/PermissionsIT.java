package io.github.lakebasecdi.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The documented scripts, unchanged, and that they do what they say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PermissionsIT {

  private static final String ALICE = "alice@example.com";
  private static final String BOB = "bob@example.com";
  private static final String DAVE = "dave@example.com";
  private static final String CAROL = "carol@example.com";

  private LakebaseEmulator emulator;
  private Client client;

  @BeforeAll
  void start() {
    emulator =
        LakebaseEmulator.builder().user(ALICE).user(BOB).superuser(CAROL).person(DAVE).start();
    client = new Client(emulator);
  }

  @AfterAll
  void stop() {
    emulator.close();
  }

  @AfterEach
  void dropWhatTheTestMade() throws SQLException {
    try (Connection owner = emulator.superuserConnection()) {
      Client.execute(
          owner,
          "DROP SCHEMA IF EXISTS app, shop CASCADE",
          "DROP EXTENSION IF EXISTS databricks_auth");
      boolean hasRole =
          Client.query(owner, "SELECT count(*) FROM pg_roles WHERE rolname = 'dave@example.com'")
              .equals("1");
      if (hasRole) {
        emulator.dropRole(DAVE);
      }
    }
  }

  @Test
  void theFineGrainedScriptGivesAPersonASchema() throws SQLException {
    try (Connection carol = client.connect(CAROL)) {
      Client.execute(
          carol,
          "CREATE SCHEMA shop",
          "CREATE TABLE shop.orders (id serial PRIMARY KEY, item text)",
          "INSERT INTO shop.orders (item) VALUES ('tea')",
          "CREATE FUNCTION shop.answer() RETURNS int LANGUAGE sql AS 'SELECT 42'",
          "CREATE PROCEDURE shop.clear() LANGUAGE sql AS 'DELETE FROM shop.orders'",
          "REVOKE EXECUTE ON ALL ROUTINES IN SCHEMA shop FROM PUBLIC");
      assertDenied(() -> client.connect(DAVE), "28P01");

      Client.execute(
          carol,
          """
          CREATE EXTENSION IF NOT EXISTS databricks_auth;
          DO $$
          DECLARE
            subject text := 'dave@example.com';
            schema text := 'shop';
          BEGIN
            PERFORM databricks_create_role(subject, 'USER');
            EXECUTE format('GRANT CONNECT ON DATABASE "databricks_postgres" TO %I', subject);
            EXECUTE format('GRANT ALL ON SCHEMA %I TO %I', schema, subject);
            EXECUTE format('GRANT ALL PRIVILEGES ON ALL TABLES IN SCHEMA %I TO %I', schema, subject);
            EXECUTE format('GRANT ALL PRIVILEGES ON ALL SEQUENCES IN SCHEMA %I TO %I', schema, subject);
            EXECUTE format('GRANT ALL PRIVILEGES ON ALL FUNCTIONS IN SCHEMA %I TO %I', schema, subject);
            EXECUTE format('GRANT ALL PRIVILEGES ON ALL PROCEDURES IN SCHEMA %I TO %I', schema, subject);
            EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT ALL ON TABLES TO %I', schema, subject);
            EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT ALL ON SEQUENCES TO %I', schema, subject);
            EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT ALL ON FUNCTIONS TO %I', schema, subject);
            EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT ALL ON ROUTINES TO %I', schema, subject);
          END $$;
          """);
      Client.execute(carol, "CREATE TABLE shop.later (id serial PRIMARY KEY)");
    }

    try (Connection dave = client.connect(DAVE)) {
      assertThat(Client.query(dave, "SELECT current_user")).isEqualTo(DAVE);
      Client.execute(dave, "INSERT INTO shop.orders (item) VALUES ('coffee')");
      assertThat(Client.query(dave, "SELECT count(*) FROM shop.orders")).isEqualTo("2");
      assertThat(Client.query(dave, "SELECT shop.answer()")).isEqualTo("42");
      Client.execute(dave, "CALL shop.clear()", "INSERT INTO shop.later DEFAULT VALUES");
      Client.execute(dave, "CREATE TABLE shop.daves (id int)");
    }
    try (Connection alice = client.connect(ALICE)) {
      assertDenied(() -> run(alice, "SELECT * FROM shop.orders"), "42501");
    }
  }

  @Test
  void theRowLevelSecurityExampleShowsEverybodyTheirOwn() throws SQLException {
    try (Connection service = client.connectAsService()) {
      Client.execute(
          service,
          "CREATE SCHEMA app",
          "CREATE TABLE app.notes (owner text NOT NULL DEFAULT current_user, words text)",
          "ALTER TABLE app.notes ENABLE ROW LEVEL SECURITY",
          "CREATE POLICY own_rows ON app.notes FOR ALL TO PUBLIC USING (owner = current_user)",
          "GRANT USAGE ON SCHEMA app TO PUBLIC",
          "GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA app TO PUBLIC");
    }
    try (Connection alice = client.connect(ALICE);
        Connection bob = client.connect(BOB);
        Connection service = client.connectAsService();
        Connection carol = client.connect(CAROL)) {
      Client.execute(alice, "INSERT INTO app.notes (words) VALUES ('from alice')");
      Client.execute(bob, "INSERT INTO app.notes (words) VALUES ('from bob'), ('again')");

      String count = "SELECT count(*) FROM app.notes";
      assertThat(Client.query(alice, count)).isEqualTo("1");
      assertThat(Client.query(alice, "SELECT words FROM app.notes")).isEqualTo("from alice");
      assertThat(Client.query(bob, count)).isEqualTo("2");
      assertDenied(
          () -> run(bob, "INSERT INTO app.notes VALUES ('alice@example.com', 'forged')"), "42501");
      // The table's owner and databricks_superuser are not held back by a policy.
      assertThat(Client.query(service, count)).isEqualTo("3");
      assertThat(Client.query(carol, count)).isEqualTo("3");
    }
  }

  @Test
  void aSuperuserReadsAndWritesWhatOthersOwnButDoesNotChangeIt() throws SQLException {
    try (Connection service = client.connectAsService()) {
      Client.execute(service, "CREATE SCHEMA app", "CREATE TABLE app.t (id int)");
    }
    try (Connection carol = client.connect(CAROL)) {
      Client.execute(carol, "INSERT INTO app.t VALUES (1)", "DELETE FROM app.t");
      assertDenied(() -> run(carol, "DROP TABLE app.t"), "42501");
      assertDenied(() -> run(carol, "CREATE TABLE app.more (id int)"), "42501");
    }
    try (Connection alice = client.connect(ALICE)) {
      assertDenied(() -> run(alice, "SELECT * FROM app.t"), "42501");
    }
  }

  @Test
  void superuserIsGivenAndTakenInSql() throws SQLException {
    try (Connection service = client.connectAsService()) {
      Client.execute(
          service,
          "CREATE SCHEMA app",
          "CREATE TABLE app.t (owner text)",
          "INSERT INTO app.t VALUES ('nobody')",
          "ALTER TABLE app.t ENABLE ROW LEVEL SECURITY");
    }
    try (Connection carol = client.connect(CAROL)) {
      Client.execute(carol, "GRANT databricks_superuser TO \"alice@example.com\"");
      try (Connection alice = client.connect(ALICE)) {
        assertThat(Client.query(alice, "SELECT count(*) FROM app.t")).isEqualTo("1");
      }
      Client.execute(carol, "REVOKE databricks_superuser FROM \"alice@example.com\"");
      try (Connection alice = client.connect(ALICE)) {
        assertThat(
                Client.query(
                    alice, "SELECT rolbypassrls FROM pg_roles WHERE rolname = current_user"))
            .isEqualTo("f");
      }
    }
  }

  @Test
  void rolesAreCreatedOnlyByThoseWhoMay() throws SQLException {
    try (Connection carol = client.connect(CAROL);
        Connection service = client.connectAsService();
        Connection alice = client.connect(ALICE)) {
      Client.execute(carol, "CREATE EXTENSION databricks_auth");
      String create = "SELECT databricks_create_role('dave@example.com', '%s')";
      assertDenied(() -> run(service, create.formatted("USER")), "42501");
      assertDenied(() -> run(alice, create.formatted("USER")), "42501");
      assertDenied(() -> run(carol, create.formatted("PERSON")), "22023");

      Client.execute(carol, create.formatted("user"));
      assertDenied(() -> run(carol, create.formatted("user")), "42710");
      Client.execute(carol, "DROP ROLE \"dave@example.com\"");

      assertThat(
              Client.query(carol, "SELECT count(*) FROM pg_shseclabel WHERE label LIKE '%dave%'"))
          .isEqualTo("0");
    }
  }

  @Test
  void nobodyWritesLabelsByHand() throws SQLException {
    try (Connection carol = client.connect(CAROL)) {
      assertDenied(
          () -> run(carol, "UPDATE pg_shseclabel SET label = 'id=carol@example.com,type=USER'"),
          "42501");
    }
  }

  private static Connection run(Connection connection, String sql) throws SQLException {
    Client.execute(connection, sql);
    return connection;
  }

  private interface Action {
    Connection run() throws SQLException;
  }

  private static void assertDenied(Action action, String sqlState) {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(action::run)
        .extracting(SQLException::getSQLState)
        .isEqualTo(sqlState);
  }
}
