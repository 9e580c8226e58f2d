package io.github.lakebasecdi.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PgWireTest {

  private static final int PROTOCOL_3 = 196_608;

  @Test
  void aStartupMessageSurvivesItsWayThroughTheGateway() throws IOException {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("user", "jürgen@example.com");
    parameters.put("database", "databricks_postgres");
    parameters.put("options", "");
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    PgWire.writeStartup(out, PROTOCOL_3, parameters);
    PgWire.Initial read = read(out.toByteArray());

    assertThat(read.code()).isEqualTo(PROTOCOL_3);
    assertThat(read.parameters()).containsExactlyEntriesOf(parameters);
  }

  @Test
  void ofAParameterGivenTwiceTheLastCountsAndIsTheOnlyOnePassedOn() throws IOException {
    PgWire.Initial startup = startup("user\0alice\0user\0postgres\0\0");

    assertThat(startup.parameters()).containsExactly(Map.entry("user", "postgres"));
  }

  @Test
  void aStartupMessageWithoutAnEndIsRefused() {
    assertThatIOException().isThrownBy(() -> startup("user\0alice").parameters());
  }

  @Test
  void whatIsNotPostgresIsRefusedBeforeMemoryIsTakenForIt() {
    byte[] http = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    assertThatIOException().isThrownBy(() -> read(http)).withMessage("not a PostgreSQL client");
  }

  @Test
  void readsAPassword() throws IOException {
    assertThat(PgWire.readPassword(message('p', "geheim\0"))).isEqualTo("geheim");
    assertThatIOException().isThrownBy(() -> PgWire.readPassword(message('Q', "select 1\0")));
  }

  @Test
  void anErrorHasSeverityStateAndText() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    PgWire.writeError(out, GatewayRefusal.fatal("28P01", "no"));

    byte[] expected = message('E', "SFATAL\0VFATAL\0C28P01\0Mno\0\0").readAllBytes();
    assertThat(out.toByteArray()).isEqualTo(expected);
  }

  private static PgWire.Initial startup(String payload) throws IOException {
    byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
    return read(
        ByteBuffer.allocate(bytes.length + 8)
            .putInt(bytes.length + 8)
            .putInt(PROTOCOL_3)
            .put(bytes)
            .array());
  }

  private static PgWire.Initial read(byte[] message) throws IOException {
    InputStream in = new ByteArrayInputStream(message);
    return PgWire.readInitial(in.read(), in);
  }

  private static InputStream message(char type, String payload) {
    byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
    return new ByteArrayInputStream(
        ByteBuffer.allocate(bytes.length + 5)
            .put((byte) type)
            .putInt(bytes.length + 4)
            .put(bytes)
            .array());
  }
}
