package io.github.lakebasecdi.emulator;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The few messages of PostgreSQL's protocol that the gateway itself reads and writes. */
final class PgWire {

  static final int SSL_REQUEST = 80877103;
  static final int GSS_REQUEST = 80877104;
  static final int CANCEL_REQUEST = 80877102;

  // What PostgreSQL itself accepts before anybody is authenticated.
  private static final int MAX_STARTUP_LENGTH = 10_000;
  private static final int MAX_PASSWORD_LENGTH = 65_536;

  private PgWire() {}

  /** The first message of a connection: a request code or protocol version, and its payload. */
  static final class Initial {

    private final int code;
    private final byte[] payload;

    Initial(int code, byte[] payload) {
      this.code = code;
      this.payload = payload;
    }

    int code() {
      return code;
    }

    byte[] payload() {
      return payload.clone();
    }

    /**
     * The parameters of a startup message; of a name given twice the last counts, as in PostgreSQL.
     */
    Map<String, String> parameters() throws IOException {
      Map<String, String> parameters = new LinkedHashMap<>();
      int position = 0;
      while (position < payload.length && payload[position] != 0) {
        int nameEnd = terminator(position);
        int valueEnd = terminator(nameEnd + 1);
        parameters.put(text(position, nameEnd), text(nameEnd + 1, valueEnd));
        position = valueEnd + 1;
      }
      return parameters;
    }

    private int terminator(int from) throws IOException {
      for (int i = from; i < payload.length; i++) {
        if (payload[i] == 0) {
          return i;
        }
      }
      throw new IOException("startup message without an end");
    }

    private String text(int from, int to) {
      return new String(payload, from, to - from, StandardCharsets.UTF_8);
    }
  }

  /** Reads a first message whose first byte has been read already. */
  static Initial readInitial(int firstByte, InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    int length = firstByte << 24 | data.readUnsignedByte() << 16 | data.readUnsignedShort();
    if (length < 8 || length > MAX_STARTUP_LENGTH) {
      throw new IOException("not a PostgreSQL client");
    }
    int code = data.readInt();
    byte[] payload = new byte[length - 8];
    data.readFully(payload);
    return new Initial(code, payload);
  }

  static void writeCancel(OutputStream out, byte[] payload) throws IOException {
    writeInitial(out, CANCEL_REQUEST, payload);
  }

  /** Written anew rather than passed on, so that the server sees exactly what was checked. */
  static void writeStartup(OutputStream out, int protocol, Map<String, String> parameters)
      throws IOException {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      writeString(payload, parameter.getKey());
      writeString(payload, parameter.getValue());
    }
    payload.write(0);
    writeInitial(out, protocol, payload.toByteArray());
  }

  static void askForCleartextPassword(OutputStream out) throws IOException {
    out.write(new byte[] {'R', 0, 0, 0, 8, 0, 0, 0, 3});
    out.flush();
  }

  /**
   * Reads the answer to {@link #askForCleartextPassword}.
   *
   * @throws EOFException if the client left, as psql does to ask its user
   */
  static String readPassword(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    int type = data.readUnsignedByte();
    int length = data.readInt();
    if (type != 'p' || length < 5 || length > MAX_PASSWORD_LENGTH) {
      throw new IOException("a password was expected");
    }
    byte[] password = new byte[length - 4];
    data.readFully(password);
    return new String(password, 0, password.length - 1, StandardCharsets.UTF_8);
  }

  static void writeError(OutputStream out, GatewayRefusal refusal) throws IOException {
    ByteArrayOutputStream fields = new ByteArrayOutputStream();
    writeField(fields, 'S', refusal.severity());
    writeField(fields, 'V', refusal.severity());
    writeField(fields, 'C', refusal.sqlState());
    writeField(fields, 'M', refusal.text());
    fields.write(0);
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(message);
    data.writeByte('E');
    data.writeInt(fields.size() + 4);
    fields.writeTo(data);
    message.writeTo(out);
    out.flush();
  }

  private static void writeInitial(OutputStream out, int code, byte[] payload) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(message);
    data.writeInt(payload.length + 8);
    data.writeInt(code);
    data.write(payload);
    message.writeTo(out);
    out.flush();
  }

  private static void writeField(ByteArrayOutputStream out, char type, String value)
      throws IOException {
    out.write(type);
    writeString(out, value);
  }

  private static void writeString(ByteArrayOutputStream out, String value) throws IOException {
    out.write(value.getBytes(StandardCharsets.UTF_8));
    out.write(0);
  }
}
