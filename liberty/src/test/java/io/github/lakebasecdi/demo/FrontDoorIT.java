package io.github.lakebasecdi.demo;

import static io.github.lakebasecdi.demo.RunningDemo.ALICE;
import static io.github.lakebasecdi.demo.RunningDemo.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.lakebasecdi.demo.RunningDemo.Demo;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people get who come as they should. */
@ExtendWith(RunningDemo.class)
class FrontDoorIT {

  @ParameterizedTest
  @ValueSource(strings = {ALICE, BOB})
  void theDatabaseKnowsThePerson(String person, Demo demo) {
    JsonObject who = demo.as(person).get("/api/whoami").object();

    assertThat(who.keySet()).containsExactlyInAnyOrder("user", "currentUser", "serviceUser");
    assertThat(who.getString("user")).isEqualTo(person);
    assertThat(who.getString("currentUser")).isEqualTo(person);
    assertThat(who.getString("serviceUser")).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  }

  @ParameterizedTest
  @ValueSource(strings = {ALICE, BOB})
  void everybodySeesTheirOwnOrdersOnly(String person, Demo demo) {
    assertThat(owners(demo.as(person).get("/api/orders").orders()))
        .hasSizeGreaterThanOrEqualTo(2)
        .containsOnly(person);
  }

  @ParameterizedTest
  @ValueSource(strings = {ALICE, BOB})
  void theServicePrincipalSeesAllOrders(String person, Demo demo) {
    List<JsonObject> all = demo.as(person).get("/api/admin/orders").orders();

    assertThat(owners(all)).contains(ALICE, BOB);
    assertThat(all)
        .containsAll(demo.as(ALICE).get("/api/orders").orders())
        .containsAll(demo.as(BOB).get("/api/orders").orders());
  }

  @Test
  void aNewOrderBelongsToWhoPlacedIt(Demo demo) {
    Call.Answer created =
        demo.as(ALICE)
            .post(
                "/api/orders",
                "{\"item\": \"Gyokuro, 100 g\", \"amount\": 31.5, \"owner\": \"bob@example.com\"}");

    assertThat(created.status()).isEqualTo(201);
    JsonObject order = created.object();
    assertThat(order.keySet())
        .containsExactlyInAnyOrder("id", "owner", "item", "amount", "createdAt");
    assertThat(order.getString("owner")).isEqualTo(ALICE);
    assertThat(order.getString("item")).isEqualTo("Gyokuro, 100 g");
    assertThat(order.getJsonNumber("amount").bigDecimalValue())
        .isEqualByComparingTo(new BigDecimal("31.50"));
    assertThat(Instant.parse(order.getString("createdAt")))
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));

    String location = created.header("Location");
    assertThat(location).isEqualTo("/api/orders/" + order.getInt("id"));
    assertThat(demo.as(ALICE).get(location).object()).isEqualTo(order);
    demo.as(BOB).get(location).problem(404);

    assertThat(demo.as(ALICE).get("/api/orders").orders()).contains(order);
    assertThat(demo.as(BOB).get("/api/orders").orders()).doesNotContain(order);
    assertThat(demo.as(BOB).get("/api/admin/orders").orders()).contains(order);
  }

  @Test
  void whatAClientSaysOfItselfIsIgnored(Demo demo) {
    demo.as(ALICE).get("/api/whoami");

    Call.Answer answer = demo.as(BOB).person(ALICE, demo.relay().token(ALICE)).get("/api/whoami");

    assertThat(answer.object().getString("user")).isEqualTo(BOB);
    assertThat(answer.object().getString("currentUser")).isEqualTo(BOB);
  }

  @Test
  void whoeverIsNotSignedInGetsNothing(Demo demo) {
    assertThat(new Call(demo.frontDoor()).get("/api/orders").status()).isEqualTo(401);
  }

  @Test
  void nobodysOrdersAreKeptByABrowserAndNothingForeignRuns(Demo demo) {
    for (String path : List.of("/", "/api/orders")) {
      Call.Answer answer = demo.as(ALICE).get(path);

      assertThat(answer.header("Cache-Control")).contains("no-store");
      assertThat(answer.header("Content-Security-Policy"))
          .contains("default-src 'none'")
          .doesNotContain("unsafe");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }
  }

  private static List<String> owners(List<JsonObject> orders) {
    return orders.stream().map(order -> order.getString("owner")).toList();
  }
}
