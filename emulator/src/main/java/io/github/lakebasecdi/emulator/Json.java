package io.github.lakebasecdi.emulator;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Map;

/** JSON objects as maps. */
final class Json {

  private Json() {}

  static String write(Map<String, ?> object) {
    return JSONObjectUtils.toJSONString(object);
  }

  /**
   * Reads a JSON object.
   *
   * @throws ApiError 400 if it is none; the text is not repeated
   */
  static Map<String, Object> read(String text) throws ApiError {
    try {
      return JSONObjectUtils.parse(text);
    } catch (ParseException e) {
      throw ApiError.of(400, "MALFORMED_REQUEST", "The request's body is not a JSON object");
    }
  }
}
