package io.github.lakebasecdi.demo;

import static io.github.lakebasecdi.demo.RunningDemo.ALICE;
import static io.github.lakebasecdi.demo.RunningDemo.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.lakebasecdi.demo.RunningDemo.Demo;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page, in a browser. */
@ExtendWith(RunningDemo.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageIT {

  private Optional<Browser> started = Optional.empty();

  @BeforeAll
  void startBrowser(@TempDir Path profile) {
    started = Browser.start(profile);
    String reason = "The page is not tested: no chromium and chromedriver on the PATH";
    if (started.isEmpty()) {
      // Surefire tells the console how many are skipped, and not why.
      System.out.println(reason);
    }
    assumeTrue(started.isPresent(), reason);
  }

  @AfterAll
  void stopBrowser() {
    started.ifPresent(Browser::close);
  }

  @BeforeEach
  void startAfresh(Demo demo) {
    browser().driver().get(demo.frontDoor().toString());
    browser().driver().manage().deleteAllCookies();
    browser().resize(1_080, 960, false);
    browser().prefer("light");
  }

  @Test
  void showsWhoeverSignsInAndTheirOrdersOnly(Demo demo) throws IOException {
    signIn(demo, ALICE);

    assertThat(browser().find("#user").getText()).isEqualTo(ALICE);
    assertThat(browser().find("#current-user").getText()).isEqualTo(ALICE);
    assertThat(browser().find("#service-user").getText()).hasSize(36);
    assertThat(items("mine")).isEqualTo(items(demo.as(ALICE).get("/api/orders")));
    assertThat(items("all")).isEqualTo(items(demo.as(ALICE).get("/api/admin/orders")));
    assertThat(browser().texts("#all .owner")).contains(ALICE + " (you)", BOB);
    browser().screenshot(demo.screenshots().resolve("page.png"));
  }

  @Test
  void saysNextToTheFieldWhatIsWrong(Demo demo) throws IOException {
    signIn(demo, ALICE);
    int before = items("mine").size();

    submit("", "");
    assertThat(error("item")).isEqualTo("The item must say what is ordered.");
    assertThat(error("amount")).isEqualTo("The amount must be a number.");
    assertThat(browser().driver().switchTo().activeElement()).isEqualTo(browser().find("#item"));
    browser().screenshot(demo.screenshots().resolve("errors.png"));

    submit("Tea", "-3");
    browser().awaitText("#amount-error", "The amount must be more than zero.");
    assertThat(error("item")).isEmpty();
    assertThat(browser().find("#amount").getAttribute("aria-invalid")).isEqualTo("true");
    assertThat(browser().find("#item").getAttribute("aria-invalid")).isEqualTo("false");
    assertThat(browser().driver().switchTo().activeElement()).isEqualTo(browser().find("#amount"));
    assertThat(browser().find("#item").getAttribute("value")).isEqualTo("Tea");

    submit("x".repeat(101), "3");
    browser().awaitText("#item-error", "The item must not be longer than 100 characters.");
    assertThat(items("mine")).hasSize(before);
  }

  @Test
  void addsAnOrderThatTheOtherPersonDoesNotSee(Demo demo) {
    String item = "Matcha whisk " + UUID.randomUUID();
    signIn(demo, ALICE);

    submit("", "12,50");
    assertThat(error("item")).isNotEmpty();
    submit(item, "12,50");

    browser().awaitText("#status", "Ordered: " + item + ", 12.50.");
    assertThat(error("item")).isEmpty();
    assertThat(browser().find("#item").getAttribute("value")).isEmpty();
    assertThat(items("mine")).first().isEqualTo(item);
    assertThat(items("all")).first().isEqualTo(item);
    assertThat(browser().texts("#mine .amount")).first().isEqualTo("12.50");

    browser().find("#switch").click();
    choose(BOB);
    browser().awaitText("#current-user", BOB);

    assertThat(browser().find("#user").getText()).isEqualTo(BOB);
    assertThat(items("mine"))
        .doesNotContain(item)
        .isEqualTo(items(demo.as(BOB).get("/api/orders")));
    assertThat(items("all")).contains(item);
  }

  @Test
  void takesMarkupForText(Demo demo) {
    String item = "<img src=x onerror=alert(1)> " + UUID.randomUUID();
    signIn(demo, ALICE);

    submit(item, "1");

    browser().awaitText("#status", "Ordered: " + item + ", 1.00.");
    assertThat(items("mine")).contains(item);
    assertThat(browser().all("main img")).isEmpty();
  }

  @Test
  void saysWhereToGoToWhoeverComesPastTheFrontDoor(Demo demo) throws IOException {
    browser().driver().get(demo.app().toString());

    browser().awaitText(".notice h2", "You are not signed in");
    assertThat(browser().find("#content").isDisplayed()).isFalse();
    assertThat(browser().find("#switch").isDisplayed()).isFalse();
    assertThat(browser().find(".notice a").getAttribute("href")).startsWith("http://localhost:");
    browser().screenshot(demo.screenshots().resolve("signed-out.png"));
  }

  @Test
  void isUsableWithAKeyboardAlone(Demo demo) {
    String item = "Kettle " + UUID.randomUUID();
    signIn(demo, ALICE);

    List<String> reached = new ArrayList<>();
    for (int stop = 0; stop < 4; stop++) {
      browser().driver().switchTo().activeElement().sendKeys(Keys.TAB);
      reached.add(focused());
    }
    assertThat(reached).containsExactly("switch", "item", "amount", "Place order");

    browser().find("#item").sendKeys(item, Keys.TAB);
    browser().driver().switchTo().activeElement().sendKeys("39.90", Keys.ENTER);
    browser().awaitText("#status", "Ordered: " + item + ", 39.90.");
    assertThat(focused()).isEqualTo("item");
  }

  @Test
  void tellsItsStructureToAScreenReader(Demo demo) {
    signIn(demo, ALICE);

    assertThat(browser().find("html").getAttribute("lang")).isEqualTo("en");
    assertThat(browser().driver().getTitle()).isNotBlank();
    assertThat(browser().all("h1")).hasSize(1);
    assertThat(browser().texts("h2").stream().filter(title -> !title.isEmpty()))
        .hasSize(3)
        .anyMatch("Who am I?"::equals);
    for (WebElement input : browser().all("input")) {
      String id = input.getAttribute("id");
      assertThat(browser().find("label[for=" + id + "]").getText()).isNotBlank();
      assertThat(input.getAccessibleName()).isNotBlank();
      assertThat(
              browser()
                  .find("#" + input.getAttribute("aria-describedby"))
                  .getAttribute("aria-live"))
          .isEqualTo("polite");
    }
    assertThat(browser().all("table"))
        .extracting(WebElement::getAccessibleName)
        .doesNotContain("")
        .doesNotContainNull();
    assertThat(browser().all("th")).allMatch(th -> "col".equals(th.getAttribute("scope")));
    assertThat(browser().find("#status").getAttribute("role")).isEqualTo("status");
    assertThat(browser().find("#notice").getAttribute("role")).isEqualTo("alert");
  }

  @ParameterizedTest
  @CsvSource({"360, phone", "320, small-phone"})
  void fitsOnAPhone(int width, String name, Demo demo) throws IOException {
    demo.as(ALICE)
        .post("/api/orders", "{\"item\": \"" + "Teaspoons".repeat(9) + "\", \"amount\": 1000000}");
    signIn(demo, ALICE);

    browser().resize(width, 740, true);

    assertThat(browser().compute("document.documentElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);
    for (WebElement target : browser().all("button, input, a.button")) {
      assertThat(target.getSize().getHeight()).isGreaterThanOrEqualTo(44);
    }
    browser().screenshot(demo.screenshots().resolve(name + ".png"));
  }

  @Test
  void followsTheColorSchemeOfTheSystem(Demo demo) throws IOException {
    signIn(demo, BOB);
    @Nullable Object light = browser().compute("getComputedStyle(document.body).backgroundColor");

    browser().prefer("dark");

    assertThat(browser().compute("getComputedStyle(document.body).backgroundColor"))
        .isNotEqualTo(light);
    browser().screenshot(demo.screenshots().resolve("dark.png"));
  }

  private Browser browser() {
    return started.orElseThrow();
  }

  private void signIn(Demo demo, String person) {
    browser().driver().get(demo.frontDoor().toString());
    choose(person);
    browser().awaitText("#user", person);
  }

  /** Takes the person on the front door's page. */
  private void choose(String person) {
    String button = "button[value='" + person + "']";
    browser().awaitVisible(button);
    browser().find(button).click();
  }

  private void submit(String item, String amount) {
    fill("item", item);
    fill("amount", amount);
    browser().find("#add button").click();
  }

  private void fill(String field, String value) {
    browser().find("#" + field).clear();
    browser().find("#" + field).sendKeys(value);
  }

  private String error(String field) {
    return browser().find("#" + field + "-error").getText();
  }

  private String focused() {
    WebElement focused = browser().driver().switchTo().activeElement();
    String id = focused.getAttribute("id");
    return id == null || id.isEmpty() ? focused.getText() : id;
  }

  /** The items in a table, without the times below them. */
  private List<String> items(String table) {
    return browser().texts("#" + table + " tr td:first-child").stream()
        .map(text -> text.lines().findFirst().orElse(""))
        .toList();
  }

  private static List<String> items(Call.Answer answer) {
    return answer.orders().stream().map((JsonObject order) -> order.getString("item")).toList();
  }
}
