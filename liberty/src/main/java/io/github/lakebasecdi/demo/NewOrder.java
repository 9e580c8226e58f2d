package io.github.lakebasecdi.demo;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An order that somebody wants to place, checked. */
record NewOrder(String item, BigDecimal amount) {

  private static final int MAX_ITEM = 100;
  private static final BigDecimal MAX_AMOUNT = new BigDecimal("1000000");

  /**
   * Reads a request's body.
   *
   * @throws InvalidInputException with all that is wrong with it
   */
  static NewOrder parse(String body) {
    JsonObject json = object(body);
    List<InvalidInputException.Problem> problems = new ArrayList<>();
    String item = item(json.get("item"), problems);
    BigDecimal amount = amount(json.get("amount"), problems);
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
    return new NewOrder(Objects.requireNonNull(item), Objects.requireNonNull(amount));
  }

  private static JsonObject object(String body) {
    try (JsonParser parser = Json.createParser(new StringReader(body))) {
      parser.next();
      if (parser.getValue() instanceof JsonObject object && !parser.hasNext()) {
        return object;
      }
    } catch (JsonException
        | NoSuchElementException
        | NumberFormatException
        | UnsupportedOperationException e) {
      // No JSON, or a number that is too long to be one. Answered below: the parser's message
      // speaks of the parser, not of the order.
    }
    throw new InvalidInputException(
        "body", "must be a JSON object with \"item\", a text, and \"amount\", a number");
  }

  private static @Nullable String item(
      @Nullable JsonValue value, List<InvalidInputException.Problem> problems) {
    if (!(value instanceof JsonString text) || text.getString().isBlank()) {
      problems.add(new InvalidInputException.Problem("item", "must say what is ordered"));
      return null;
    }
    String item = text.getString().strip();
    if (item.codePointCount(0, item.length()) > MAX_ITEM) {
      problems.add(
          new InvalidInputException.Problem(
              "item", "must not be longer than " + MAX_ITEM + " characters"));
      return null;
    }
    if (!isStorable(item)) {
      problems.add(
          new InvalidInputException.Problem("item", "must not contain control characters"));
      return null;
    }
    return item;
  }

  /** PostgreSQL takes neither a NUL nor half a surrogate pair. */
  private static boolean isStorable(String item) {
    return item.chars().noneMatch(Character::isISOControl)
        && StandardCharsets.UTF_8.newEncoder().canEncode(item);
  }

  private static @Nullable BigDecimal amount(
      @Nullable JsonValue value, List<InvalidInputException.Problem> problems) {
    if (!(value instanceof JsonNumber number)) {
      problems.add(new InvalidInputException.Problem("amount", "must be a number"));
      return null;
    }
    BigDecimal amount = number.bigDecimalValue();
    if (amount.signum() <= 0) {
      problems.add(new InvalidInputException.Problem("amount", "must be more than zero"));
      return null;
    }
    if (amount.compareTo(MAX_AMOUNT) > 0) {
      problems.add(
          new InvalidInputException.Problem("amount", "must not be more than " + MAX_AMOUNT));
      return null;
    }
    if (amount.stripTrailingZeros().scale() > 2) {
      problems.add(
          new InvalidInputException.Problem("amount", "must not have more than two decimals"));
      return null;
    }
    return amount;
  }
}
