package io.github.lakebasecdi.demo;

import static io.github.lakebasecdi.demo.RunningDemo.ALICE;
import static io.github.lakebasecdi.demo.RunningDemo.BOB;
import static io.github.lakebasecdi.demo.RunningDemo.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.lakebasecdi.demo.RunningDemo.Demo;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people get who come straight to the application, and say of themselves what they like. */
@ExtendWith(RunningDemo.class)
class PastTheFrontDoorIT {

  private static final String GARBAGE = "not-a-token";

  @Test
  void nobodyGetsNothing(Demo demo) {
    assertRefused(demo, 401, call -> call);
  }

  @Test
  void aNameWithoutATokenGetsNothing(Demo demo) {
    assertRefused(demo, 401, call -> call.header("X-Forwarded-Email", ALICE));
  }

  @Test
  void aTokenWithoutANameGetsNothing(Demo demo) {
    demo.as(ALICE).get("/api/whoami");
    String token = demo.relay().token(ALICE);

    assertRefused(demo, 401, call -> call.header("X-Forwarded-Access-Token", token));
  }

  @Test
  void twoNamesGetNothing(Demo demo) {
    demo.as(ALICE).get("/api/whoami");
    String token = demo.relay().token(ALICE);

    assertRefused(demo, 401, call -> call.person(ALICE, token).header("X-Forwarded-Email", BOB));
  }

  @Test
  void twoTokensGetNothing(Demo demo) {
    demo.as(ALICE).get("/api/whoami");
    String token = demo.relay().token(ALICE);

    assertRefused(
        demo, 401, call -> call.person(ALICE, token).header("X-Forwarded-Access-Token", GARBAGE));
  }

  @Test
  void anEmptyTokenGetsNothing(Demo demo) {
    assertRefused(demo, 401, call -> call.person(ALICE, ""));
  }

  @Test
  void aTokenThatIsNoneGetsNothing(Demo demo) {
    demo.as(ALICE).get("/api/orders");

    assertRefused(demo, 403, call -> call.person(ALICE, GARBAGE));
  }

  @Test
  void aTokenThatWasChangedGetsNothing(Demo demo) {
    demo.as(ALICE).get("/api/orders");
    String[] parts = demo.relay().token(ALICE).split("\\.", -1);
    String changed = parts[0] + "." + parts[1] + "." + new StringBuilder(parts[2]).reverse();

    assertRefused(demo, 403, call -> call.person(ALICE, changed));
  }

  @Test
  void somebodyWhomTheWorkspaceDoesNotKnowGetsNothing(Demo demo) {
    demo.as(BOB).get("/api/whoami");
    String token = demo.relay().token(BOB);

    assertRefused(demo, 403, call -> call.person("mallory@example.com", token));
  }

  @Test
  void anothersTokenGetsNothingWhetherThePersonWasThereBeforeOrNot(Demo demo) {
    demo.as(BOB).get("/api/whoami");
    String bobs = demo.relay().token(BOB);

    assertRefused(demo, 403, call -> call.person(CAROL, bobs));

    assertThat(demo.as(CAROL).get("/api/orders").orders()).isEmpty();
    assertRefused(demo, 403, call -> call.person(CAROL, bobs));
    assertRefused(demo, 403, call -> call.person(BOB, demo.relay().token(CAROL)));

    assertThat(demo.as(CAROL).get("/api/whoami").object().getString("currentUser"))
        .isEqualTo(CAROL);
  }

  /** Checks that each of the API's paths answers with this problem and no order. */
  private static void assertRefused(Demo demo, int status, UnaryOperator<Call> caller) {
    for (String path :
        List.of("/api/whoami", "/api/orders", "/api/orders/1", "/api/admin/orders")) {
      Call.Answer answer = caller.apply(demo.straight()).get(path);

      answer.problem(status);
      assertThat(answer.header("WWW-Authenticate").isEmpty()).isEqualTo(status != 401);
    }
    caller
        .apply(demo.straight())
        .post("/api/orders", "{\"item\": \"Tea\", \"amount\": 1}")
        .problem(status);
  }
}
