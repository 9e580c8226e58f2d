package io.github.lakebasecdi.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.lakebasecdi.CredentialSource;
import io.github.lakebasecdi.DatabaseCredential;
import io.github.lakebasecdi.LakebasePools;
import io.github.lakebasecdi.UserIdentity;
import io.github.lakebasecdi.emulator.LakebaseEmulator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/** How connections are opened, and what comes of it when they are not. */
class ConnectionIT {

  private static final String ALICE = "alice@example.com";

  private static LakebaseEmulator emulator;

  @BeforeAll
  static void startEmulator() throws Exception {
    emulator = LakebaseEmulator.builder().user(ALICE).start();
  }

  @AfterAll
  static void stopEmulator() {
    emulator.close();
  }

  @BeforeEach
  void reset() {
    emulator.knobs().reset();
    emulator.counters().reset();
  }

  @Test
  void setsApplicationNameAndTimeouts() throws Exception {
    try (Lakebase lakebase =
            Lakebase.on(
                emulator,
                given ->
                    given
                        .with("lakebase.application-name", "shop")
                        .with("lakebase.statement-timeout", "7s")
                        .with("lakebase.idle-in-transaction-timeout", "1m")
                        .with("lakebase.jdbc.options", "-c work_mem=5MB"));
        Connection connection = lakebase.pools().servicePrincipal().getConnection()) {
      assertThat(Lakebase.text(connection, "show application_name")).isEqualTo("shop");
      assertThat(Lakebase.text(connection, "show statement_timeout")).isEqualTo("7s");
      assertThat(Lakebase.text(connection, "show idle_in_transaction_session_timeout"))
          .isEqualTo("1min");
      assertThat(Lakebase.text(connection, "show work_mem")).isEqualTo("5MB");
      assertThat(connection.getNetworkTimeout()).isZero();
      assertThat(connection.unwrap(PGConnection.class).getBackendPID()).isPositive();
    }
  }

  @Test
  void asksTheWorkspaceForHostAndUser() throws Exception {
    try (Lakebase lakebase =
        Lakebase.on(
            emulator,
            given -> given.without("PGHOST").without("PGUSER").without("DATABRICKS_CLIENT_ID"))) {
      assertThat(Lakebase.currentUser(lakebase.pools().servicePrincipal()))
          .isEqualTo(emulator.clientId());
    }
  }

  @Test
  void doesNotTrustAnUnknownCertificateAuthority() {
    try (Lakebase lakebase = Lakebase.on(emulator, given -> given.without("PGSSLROOTCERT"))) {
      assertThatThrownBy(() -> lakebase.pools().servicePrincipal().getConnection())
          .isInstanceOf(SQLNonTransientConnectionException.class)
          .hasMessageContaining("certificate")
          .hasMessageContaining("lakebase.ssl-root-cert");
      assertThat(emulator.counters().logins(emulator.clientId())).isZero();
    }
  }

  @Test
  void doesNotTrustAnotherAuthoritysCertificate(@TempDir Path folder) throws Exception {
    try (LakebaseEmulator other = LakebaseEmulator.builder().start()) {
      Path wrong = folder.resolve("ca.pem");
      Files.copy(other.caCertificate(), wrong);
      try (Lakebase lakebase =
          Lakebase.on(emulator, given -> given.with("PGSSLROOTCERT", wrong.toString()))) {
        assertThatThrownBy(() -> lakebase.pools().servicePrincipal().getConnection())
            .isInstanceOf(SQLNonTransientConnectionException.class)
            .hasMessageContaining("certificate");
      }
    }
  }

  @Test
  void preferEncryptsWithoutVerifying() throws Exception {
    try (Lakebase lakebase =
            Lakebase.on(
                emulator, given -> given.without("PGSSLROOTCERT").with("PGSSLMODE", "prefer"));
        Connection connection = lakebase.pools().servicePrincipal().getConnection()) {
      assertThat(Lakebase.currentUser(connection)).isEqualTo(emulator.clientId());
    }
  }

  @Test
  void saysWhichDatabaseDoesNotExist() {
    try (Lakebase lakebase = Lakebase.on(emulator, given -> given.with("PGDATABASE", "nowhere"))) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> lakebase.pools().servicePrincipal().getConnection())
          .isInstanceOfSatisfying(
              SQLNonTransientConnectionException.class,
              e -> assertThat(e.getSQLState()).isEqualTo("3D000"))
          .hasMessageContaining("nowhere")
          .hasMessageContaining("lakebase.database");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void saysThatTheServicePrincipalsSecretIsWrong() {
    try (Lakebase lakebase =
        Lakebase.on(emulator, given -> given.with("databricks.client-secret", "wrong-secret"))) {
      assertThatThrownBy(() -> lakebase.pools().servicePrincipal().getConnection())
          .hasMessageContaining("DATABRICKS_CLIENT_SECRET")
          .hasMessageNotContaining("wrong-secret");
    }
  }

  @Test
  void saysThatTheEndpointDoesNotExist() {
    try (Lakebase lakebase =
        Lakebase.on(
            emulator,
            given -> given.with("lakebase.endpoint", "projects/x/branches/y/endpoints/z"))) {
      assertThatThrownBy(() -> lakebase.userOf(ALICE, emulator.userToken(ALICE)))
          .hasMessageContaining("lakebase.endpoint")
          .hasMessageContaining("projects/x/branches/y/endpoints/z");
    }
  }

  @Test
  void ridesOutAComputeThatIsAsleep() throws Exception {
    emulator.knobs().asleep(true);
    try (Lakebase lakebase = Lakebase.on(emulator)) {
      Thread waker =
          new Thread(
              () -> {
                await().until(() -> emulator.counters().credentialCalls() > 0);
                emulator.knobs().asleep(false);
              });
      waker.start();
      assertThat(lakebase.userOf(ALICE, emulator.userToken(ALICE))).isEqualTo(ALICE);
      waker.join();
    }
  }

  @Test
  void ridesOutAWorkspaceThatIsUnavailableOnce() throws Exception {
    emulator.knobs().failCredentials(503, 1);
    try (Lakebase lakebase = Lakebase.on(emulator)) {
      assertThat(lakebase.userOf(ALICE, emulator.userToken(ALICE))).isEqualTo(ALICE);
    }
    assertThat(emulator.counters().credentialCalls(ALICE)).isEqualTo(2);
  }

  @Test
  void tellsTheCauseWhenTheTimeIsOver() {
    emulator.knobs().failCredentials(503, 1000);
    try (Lakebase lakebase =
        Lakebase.on(emulator, given -> given.with("lakebase.pool.connection-timeout", "1s"))) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> lakebase.userOf(ALICE, emulator.userToken(ALICE)))
          .isInstanceOf(SQLTransientConnectionException.class)
          .hasMessageContaining("HTTP 503");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }
  }

  @Test
  void waitsNoLongerThanTheConnectionTimeoutForAWorkspaceThatHangs() {
    emulator.knobs().hangWorkspace(true);
    try (Lakebase lakebase =
        Lakebase.on(emulator, given -> given.with("lakebase.pool.connection-timeout", "1s"))) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> lakebase.userOf(ALICE, emulator.userToken(ALICE)))
          .isInstanceOf(SQLTransientConnectionException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    } finally {
      emulator.knobs().reset();
    }
  }

  @Test
  void anApplicationsOwnSourceMintsInPlaceOfTheWorkspace() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (Lakebase origin = Lakebase.on(emulator)) {
      CredentialSource counting =
          new CredentialSource() {
            @Override
            public DatabaseCredential forServicePrincipal() throws SQLException {
              throw new SQLNonTransientConnectionException("not for me", "28000");
            }

            @Override
            public DatabaseCredential forUser(UserIdentity user) {
              asked.incrementAndGet();
              return new DatabaseCredential("not-a-token", Instant.now().plusSeconds(600));
            }
          };
      try (Lakebase lakebase = Lakebase.on(emulator, counting)) {
        assertThatThrownBy(() -> lakebase.pools().servicePrincipal().getConnection())
            .hasMessageContaining("not for me");
        assertThatThrownBy(() -> lakebase.userOf(ALICE, "t"))
            .hasMessageContaining("not a valid JWT")
            .hasMessageNotContaining("not-a-token");
        assertThat(asked).hasValue(1);
        assertThat(emulator.counters().credentialCalls()).isZero();
      }
      assertThat(origin.userOf(ALICE, emulator.userToken(ALICE))).isEqualTo(ALICE);
    }
  }

  @Test
  void aNativePasswordServesTheServicePoolOnly() throws Exception {
    try (Connection superuser = emulator.superuserConnection();
        var statement = superuser.createStatement()) {
      statement.execute("create role native_app login password 'n4tive'");
      String url = superuser.getMetaData().getURL();
      String address = url.substring(url.indexOf("//") + 2);
      String host = address.substring(0, address.indexOf(':'));
      String port = address.substring(address.indexOf(':') + 1, address.indexOf('/'));
      try (Lakebase lakebase =
          Lakebase.on(
              emulator,
              given ->
                  given
                      .without("lakebase.endpoint")
                      .without("LAKEBASE_ENDPOINT")
                      .without("PGSSLROOTCERT")
                      .with("PGSSLMODE", "disable")
                      .with("PGHOST", host)
                      .with("PGPORT", port)
                      .with("lakebase.user", "native_app")
                      .with("lakebase.password", "n4tive"))) {
        assertThat(Lakebase.currentUser(lakebase.pools().servicePrincipal()))
            .isEqualTo("native_app");
        assertThatThrownBy(() -> lakebase.userOf(ALICE, "t"))
            .isInstanceOf(SQLNonTransientConnectionException.class)
            .hasMessageContaining("lakebase.password");
      }
      statement.execute("drop role native_app");
    }
  }

  @Test
  void refusesAServerThatLetsAnyoneIn() throws Exception {
    try (Connection superuser = emulator.superuserConnection()) {
      String url = superuser.getMetaData().getURL();
      String address = url.substring(url.indexOf("//") + 2);
      try (Lakebase lakebase =
          Lakebase.on(
              emulator,
              given ->
                  given
                      .without("PGSSLROOTCERT")
                      .with("PGSSLMODE", "disable")
                      .with("PGHOST", address.substring(0, address.indexOf(':')))
                      .with(
                          "PGPORT",
                          address.substring(address.indexOf(':') + 1, address.indexOf('/'))))) {
        assertThatThrownBy(() -> lakebase.userOf(ALICE, emulator.userToken(ALICE)))
            .isInstanceOf(SQLNonTransientConnectionException.class)
            .hasMessageContaining("without asking");
      }
    }
  }

  @Test
  void everyConnectionComesBackAsItLeft() throws Exception {
    try (Lakebase lakebase =
        Lakebase.on(emulator, given -> given.with("lakebase.pool.max-size", "1"))) {
      DataSource dataSource = lakebase.pools().servicePrincipal();
      try (Connection connection = dataSource.getConnection()) {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        connection.setNetworkTimeout(Runnable::run, 5000);
      }
      try (Connection connection = dataSource.getConnection()) {
        assertThat(connection.getAutoCommit()).isTrue();
        assertThat(connection.isReadOnly()).isFalse();
        assertThat(connection.getTransactionIsolation())
            .isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
        assertThat(connection.getNetworkTimeout()).isZero();
      }
      assertThat(emulator.counters().logins(emulator.clientId())).isEqualTo(1);
    }
  }

  @Test
  void theDataSourceDecidesWhoConnects() {
    try (Lakebase lakebase = Lakebase.on(emulator)) {
      assertThatThrownBy(() -> lakebase.pools().servicePrincipal().getConnection("root", "x"))
          .isInstanceOf(SQLFeatureNotSupportedException.class);
    }
  }

  @Test
  void aDriverPropertyThatTheDriverCannotReadIsReportedEveryTimeAtOnce() {
    try (Lakebase lakebase =
        Lakebase.on(emulator, given -> given.with("lakebase.jdbc.autosave", "sometimes"))) {
      for (int i = 0; i < 2; i++) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> lakebase.pools().servicePrincipal().getConnection())
            .isInstanceOf(SQLNonTransientConnectionException.class)
            .hasMessageContaining("lakebase.jdbc");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      }
      await().untilAsserted(() -> assertThat(emulator.counters().connections()).isZero());
    }
  }

  @Test
  void aPoolWithoutTheServerStartsAndFailsWithTheCause() throws Exception {
    try (Lakebase lakebase =
        Lakebase.on(
            emulator,
            given -> given.with("PGPORT", "1").with("lakebase.pool.connection-timeout", "1s"))) {
      assertThat(lakebase.pools().statistics().service())
          .isEqualTo(new LakebasePools.Connections(0, 0, 0));
      assertThatThrownBy(() -> lakebase.pools().servicePrincipal().getConnection())
          .isInstanceOfSatisfying(
              SQLTransientConnectionException.class,
              e -> assertThat(e.getSQLState()).isEqualTo("08001"))
          .hasMessageContaining("refused");
    }
  }

  @Test
  void theCertificateIsAFileOfPem() throws Exception {
    assertThat(Files.readString(emulator.caCertificate(), StandardCharsets.US_ASCII))
        .contains("BEGIN CERTIFICATE");
  }
}
