package io.github.lakebasecdi.demo;

import static io.github.lakebasecdi.demo.RunningDemo.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.lakebasecdi.demo.RunningDemo.Demo;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people get who are signed in, and ask for what there is not. */
@ExtendWith(RunningDemo.class)
class ProblemsIT {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"amount\": 1}                           | item",
        "{\"item\": \" \", \"amount\": 1}          | item",
        "{\"item\": \"a\\u0000b\", \"amount\": 1}  | item",
        "{\"item\": \"Tea\"}                       | amount",
        "{\"item\": \"Tea\", \"amount\": -1}       | amount",
        "{\"item\": \"Tea\", \"amount\": 0}        | amount",
        "{\"item\": \"Tea\", \"amount\": \"1\"}    | amount",
        "{\"item\": \"Tea\", \"amount\": 1e99}     | amount",
        "{\"item\": \"Tea\", \"amount\": 0.001}    | amount",
        "{\"item\": \"Tea\", \"amount\":           | body",
        "[]                                        | body",
        "``                                        | body"
      })
  void badInputIsRefusedByField(String body, String field, Demo demo) {
    int before = demo.as(ALICE).get("/api/orders").orders().size();

    JsonObject problem = demo.as(ALICE).post("/api/orders", body).problem(400);

    assertThat(problem.getString("detail")).startsWith(field + " ");
    assertThat(problem.getJsonArray("errors").getValuesAs(JsonObject.class))
        .extracting(error -> error.getString("field"))
        .containsExactly(field);
    assertThat(demo.as(ALICE).get("/api/orders").orders()).hasSize(before);
  }

  @Test
  void anItemThatIsTooLongIsRefused(Demo demo) {
    String body = "{\"item\": \"" + "x".repeat(101) + "\", \"amount\": 1}";

    assertThat(demo.as(ALICE).post("/api/orders", body).problem(400).getString("detail"))
        .contains("item", "100");
  }

  @ParameterizedTest
  @CsvSource({"/api/nothing", "/api/orders/999999999", "/api/orders/tea", "/api"})
  void whatIsNotThereIsNotFound(String path, Demo demo) {
    demo.as(ALICE).get(path).problem(404);
  }

  @Test
  void aWrongMethodIsRefused(Demo demo) {
    Call.Answer answer = demo.as(ALICE).send("DELETE", "/api/orders", BodyPublishers.noBody());

    answer.problem(405);
    assertThat(answer.header("Allow")).contains("GET").contains("POST");
  }

  @Test
  void aWrongKindOfBodyIsRefused(Demo demo) {
    demo.as(ALICE)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .send("POST", "/api/orders", BodyPublishers.ofString("item=Tea&amount=1"))
        .problem(415);
  }

  @Test
  void aKindOfAnswerThatThereIsNotIsRefused(Demo demo) {
    demo.as(ALICE).header("Accept", "text/csv").get("/api/orders").problem(406);
  }
}
