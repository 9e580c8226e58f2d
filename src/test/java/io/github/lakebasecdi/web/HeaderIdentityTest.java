package io.github.lakebasecdi.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lakebasecdi.CurrentUser.Status;
import io.github.lakebasecdi.UserIdentity;
import io.github.lakebasecdi.config.LakebaseConfig;
import java.nio.charset.StandardCharsets;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderIdentityTest {

  private static final LakebaseConfig.Headers NAMES =
      new LakebaseConfig.Headers("T", "E", "U", "P");

  private static HeaderIdentity read(Map<String, List<String>> headers) {
    return HeaderIdentity.read(NAMES, name -> headers.getOrDefault(name, List.of()));
  }

  private static UserIdentity identityOf(HeaderIdentity read) throws Exception {
    RequestIdentity bean = new RequestIdentity();
    bean.fill(read);
    return bean.identity();
  }

  @Test
  void takesTheEmailForTheRole() throws Exception {
    HeaderIdentity read =
        read(
            Map.of(
                "T", List.of("tok"),
                "E", List.of("a@x.example"),
                "U", List.of("4711"),
                "P", List.of("Alice")));

    assertThat(read.status()).isEqualTo(Status.SIGNED_IN);
    assertThat(identityOf(read).role()).isEqualTo("a@x.example");
    assertThat(identityOf(read).token()).isEqualTo("tok");
    assertThat(read.userId()).contains("4711");
    assertThat(read.preferredUsername()).contains("Alice");
  }

  @Test
  void takesTheUserIdWhereThereIsNoEmail() throws Exception {
    assertThat(identityOf(read(Map.of("T", List.of("tok"), "U", List.of("4711")))).role())
        .isEqualTo("4711");
  }

  @Test
  void aHeaderThatComesTwiceWithOneValueIsOne() throws Exception {
    assertThat(
            identityOf(read(Map.of("T", List.of("tok", "tok"), "E", List.of("a@x", "a@x")))).role())
        .isEqualTo("a@x");
  }

  @Test
  void withoutATokenNobodyIsSignedInAndTheMessageNamesTheHeader() {
    HeaderIdentity read = read(Map.of("E", List.of("a@x.example")));

    assertThat(read.status()).isEqualTo(Status.ANONYMOUS);
    assertThat(read.email()).contains("a@x.example");
    assertThatThrownBy(() -> identityOf(read))
        .isInstanceOfSatisfying(
            SQLInvalidAuthorizationSpecException.class,
            e -> assertThat(e.getSQLState()).isEqualTo("28000"))
        .hasMessageContaining("no header T");
  }

  @Test
  void outsideARequestTheMessageNamesTheWayOut() {
    RequestIdentity bean = new RequestIdentity();

    assertThat(bean.status()).isEqualTo(Status.OUTSIDE_REQUEST);
    assertThatThrownBy(bean::identity)
        .isInstanceOf(SQLInvalidAuthorizationSpecException.class)
        .hasMessageContaining("LakebasePools.forUser");
  }

  static Stream<Arguments> invalid() {
    List<String> token = List.of("tok");
    List<String> email = List.of("a@x");
    return Stream.of(
        Arguments.of("two tokens", Map.of("T", List.of("a", "b"), "E", email)),
        Arguments.of("two e-mails", Map.of("T", token, "E", List.of("a@x", "b@x"))),
        Arguments.of("two user ids", Map.of("T", token, "E", email, "U", List.of("1", "2"))),
        Arguments.of("one of two empty", Map.of("T", token, "E", List.of("a@x", ""))),
        Arguments.of("empty token", Map.of("T", List.of(""), "E", email)),
        Arguments.of("blank e-mail", Map.of("T", token, "E", List.of("  "))),
        Arguments.of("huge token", Map.of("T", List.of("x".repeat(16 * 1024 + 1)), "E", email)),
        Arguments.of("control character", Map.of("T", token, "E", List.of("a@x\u0000"))),
        Arguments.of("line feed", Map.of("T", List.of("a\nb"), "E", email)),
        Arguments.of("del", Map.of("T", token, "E", email, "P", List.of("\u007f"))),
        Arguments.of("nobody", Map.of("T", token)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("invalid")
  void whatBreaksTheRulesIsNobody(String name, Map<String, List<String>> headers) {
    HeaderIdentity read = read(headers);

    assertThat(read.status()).isEqualTo(Status.INVALID);
    assertThat(read.identity()).isNull();
    assertThat(read.email()).isEmpty();
    assertThatThrownBy(() -> identityOf(read))
        .isInstanceOf(SQLInvalidAuthorizationSpecException.class)
        .hasMessageContaining("header");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Özlem", "Łukasz", "José", "王小明"})
  void readsNamesInUtf8AsContainersHandThemOver(String name) {
    String asContainersSeeIt =
        new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

    assertThat(
            read(Map.of("T", List.of("tok"), "E", List.of("a@x"), "P", List.of(asContainersSeeIt)))
                .preferredUsername())
        .contains(name);
  }

  @Test
  void leavesWhatIsNoUtf8AsItIs() {
    assertThat(
            read(Map.of("T", List.of("tok"), "E", List.of("a@x"), "P", List.of("Jos\u00e9")))
                .preferredUsername())
        .contains("Jos\u00e9");
  }

  @Test
  void aTokenOfSixteenKibibytesIsStillAToken() {
    assertThat(read(Map.of("T", List.of("x".repeat(16 * 1024)), "E", List.of("a@x"))).status())
        .isEqualTo(Status.SIGNED_IN);
  }

  @Test
  void showsNoToken() throws Exception {
    HeaderIdentity read = read(Map.of("T", List.of("s3cret"), "E", List.of("a@x")));
    RequestIdentity bean = new RequestIdentity();
    bean.fill(read);

    assertThat(read + " " + bean + " " + bean.identity()).doesNotContain("s3cret");
  }
}
