package io.github.lakebasecdi.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.lakebasecdi.Readme;
import io.github.lakebasecdi.UserIdentity;
import io.github.lakebasecdi.emulator.LakebaseEmulator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the README shows does what it says. */
class DocumentationIT {

  private static final String ALICE = "alice@example.com";
  private static final String BOB = "bob@example.com";
  private static final String CAROL = "carol@example.com";
  private static final String ADMIN = "admin@example.com";

  private LakebaseEmulator emulator;
  private Lakebase lakebase;

  @BeforeEach
  void start() throws Exception {
    emulator =
        LakebaseEmulator.builder().user(ALICE).user(BOB).person(CAROL).superuser(ADMIN).start();
    lakebase = Lakebase.on(emulator);
  }

  @AfterEach
  void stop() {
    lakebase.close();
    emulator.close();
  }

  private DataSource of(String email) {
    return lakebase.pools().forUser(UserIdentity.of(email, emulator.userToken(email)));
  }

  private static void run(DataSource dataSource, String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String count(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return Lakebase.text(connection, "select count(*) from app.orders");
    }
  }

  @Test
  void rowLevelSecurity() throws Exception {
    DataSource service = lakebase.pools().servicePrincipal();
    run(service, Readme.tested("row-level security"));
    run(of(ALICE), "insert into app.orders (item) values ('lamp'), ('desk')");
    run(of(BOB), "insert into app.orders (item) values ('chair')");

    assertThat(count(of(ALICE))).isEqualTo("2");
    assertThat(count(of(BOB))).isEqualTo("1");
    assertThat(count(service)).isEqualTo("3");
    assertThat(count(of(ADMIN))).isEqualTo("3");
    assertThatThrownBy(
            () ->
                run(of(BOB), "insert into app.orders (owner, item) values ('" + ALICE + "', 'x')"))
        .hasMessageContaining("row-level security");
    assertThatThrownBy(() -> run(of(BOB), "drop table app.orders")).hasMessageContaining("owner");
  }

  @Test
  void fineGrainedGrants() throws Exception {
    DataSource admin = of(ADMIN);
    try (Connection owner = emulator.superuserConnection();
        Statement statement = owner.createStatement()) {
      statement.execute("create schema app authorization \"" + ADMIN + "\"");
    }
    run(admin, "create table app.before (id serial, text text)");
    run(admin, "create function app.answer() returns int language sql return 42");
    run(admin, "revoke all on function app.answer() from public");
    run(admin, "create procedure app.nothing() language sql as ''");
    run(admin, "revoke all on procedure app.nothing() from public");
    assertThatThrownBy(() -> run(of(CAROL), "select 1")).hasMessageContaining("create-role");

    run(admin, Readme.tested("fine-grained grants"));
    run(admin, Readme.tested("fine-grained grants"));

    DataSource carol = of(CAROL);
    run(carol, "insert into app.before (text) values ('x')");
    run(carol, "select app.answer()");
    run(carol, "call app.nothing()");
    run(carol, "create table app.carols (id int)");
    run(admin, "create table app.later (id serial)");
    run(carol, "insert into app.later default values");
    assertThatThrownBy(() -> run(of(BOB), "select * from app.before"))
        .hasMessageContaining("permission denied");
  }

  @Test
  void psqlLogsInWithACredentialGotByCurl() throws Exception {
    assumeThat(Stream.of("psql", "curl").allMatch(DocumentationIT::isInstalled))
        .as("psql and curl are on the path")
        .isTrue();

    assertThat(shell(Readme.tested("psql"), emulator.environment())).contains(emulator.clientId());
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static String shell(String script, Map<String, String> environment) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("bash", "-euc", script).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
