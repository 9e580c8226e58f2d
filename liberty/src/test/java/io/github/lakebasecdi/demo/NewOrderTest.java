package io.github.lakebasecdi.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewOrderTest {

  @Test
  void aGoodOrderIsRead() {
    NewOrder order = NewOrder.parse("{\"item\": \"  Tea \", \"amount\": 3.20, \"owner\": \"eve\"}");

    assertThat(order.item()).isEqualTo("Tea");
    assertThat(order.amount()).isEqualByComparingTo(new BigDecimal("3.2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.01", "1000000", "1e2", "7.100"})
  void amountsWithinTheLimitsAreTaken(String amount) {
    assertThat(NewOrder.parse("{\"item\": \"Tea\", \"amount\": " + amount + "}").amount())
        .isEqualByComparingTo(amount);
  }

  @Test
  void theLongestItemIsTakenWhateverItsCharacters() {
    String item = "\uD83C\uDF75".repeat(100);

    assertThat(NewOrder.parse("{\"item\": \"" + item + "\", \"amount\": 1}").item())
        .isEqualTo(item);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null                | must say what is ordered",
        "\"\"                | must say what is ordered",
        "\" \\t \"           | must say what is ordered",
        "7                   | must say what is ordered",
        "[\"Tea\"]           | must say what is ordered",
        "\"a\\u0000b\"       | must not contain control characters",
        "\"a\\nb\"           | must not contain control characters",
        "\"a\\ud800b\"       | must not contain control characters"
      })
  void badItemsAreRefused(String item, String detail) {
    assertThat(problems("{\"item\": " + item + ", \"amount\": 1}"))
        .containsExactly(new InvalidInputException.Problem("item", detail));
  }

  @Test
  void anItemThatIsTooLongIsRefused() {
    assertThat(problems("{\"item\": \"" + "x".repeat(101) + "\", \"amount\": 1}"))
        .containsExactly(
            new InvalidInputException.Problem("item", "must not be longer than 100 characters"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null               | must be a number",
        "\"3.20\"           | must be a number",
        "true               | must be a number",
        "0                  | must be more than zero",
        "0.00               | must be more than zero",
        "-1                 | must be more than zero",
        "1000000.01         | must not be more than 1000000",
        "1e9                | must not be more than 1000000",
        "1e999999999        | must not be more than 1000000",
        "0.001              | must not have more than two decimals",
        "1e-9               | must not have more than two decimals"
      })
  void badAmountsAreRefused(String amount, String detail) {
    assertThat(problems("{\"item\": \"Tea\", \"amount\": " + amount + "}"))
        .containsExactly(new InvalidInputException.Problem("amount", detail));
  }

  @Test
  void aNumberThatIsTooLongIsRefused() {
    for (String amount : List.of("1".repeat(5_000), "1e99999999999999", "1e-99999999999999")) {
      assertThat(problems("{\"item\": \"Tea\", \"amount\": " + amount + "}"))
          .extracting(InvalidInputException.Problem::field)
          .containsExactly("body");
    }
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    assertThat(problems("{}"))
        .extracting(InvalidInputException.Problem::field)
        .containsExactly("item", "amount");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "null", "[]", "7", "\"Tea\"", "{", "{\"item\": }", "item=Tea", "{} {"})
  void whatIsNoJsonObjectIsRefused(String body) {
    assertThat(problems(body))
        .extracting(InvalidInputException.Problem::field)
        .containsExactly("body");
  }

  private static List<InvalidInputException.Problem> problems(String body) {
    InvalidInputException refused =
        catchThrowableOfType(InvalidInputException.class, () -> NewOrder.parse(body));
    assertThat(refused).as("refusal of %s", body).isNotNull();
    return refused.problems();
  }
}
