package io.github.lakebasecdi.suite;

import static io.github.lakebasecdi.suite.harness.Lakebase.ALICE;
import static io.github.lakebasecdi.suite.harness.Lakebase.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.lakebasecdi.suite.app.Sight;
import io.github.lakebasecdi.suite.app.notes.NotesSchema;
import io.github.lakebasecdi.suite.harness.Answer;
import io.github.lakebasecdi.suite.harness.App;
import io.github.lakebasecdi.suite.harness.Caller;
import io.github.lakebasecdi.suite.harness.Lakebase;
import io.github.lakebasecdi.suite.harness.War;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each person sees and writes their own rows, whoever used the thread or connection before. */
@ExtendWith(ArquillianExtension.class)
class RowLevelSecurityIT {

  private static final String NAME = "notes";
  private static final int PEOPLE = 20;
  private static final int ROUNDS = 25;
  private static final int BROWSERS = 4;
  private static final List<Integer> LINES = List.of(1, 2, 3, 4, 5);

  private final App app = new App(NAME);

  @Deployment(testable = false)
  static WebArchive application() {
    return War.withLibrary(NAME)
        .with(Sight.class)
        .with(NotesSchema.class)
        .withFile(NotesSchema.class, "notes.sql")
        .withLogging()
        .onLakebase()
        .set("lakebase.pool.connection-timeout", "30s")
        .build();
  }

  @Test
  void eachPersonSeesTheirOwnRowsAndTheServiceAll() {
    assertThat(app.get("/notes", Caller.signedIn(ALICE)).lines())
        .containsExactlyInAnyOrderElementsOf(notesOf(ALICE));
    assertThat(app.get("/notes", Caller.signedIn(BOB)).lines())
        .containsExactlyInAnyOrderElementsOf(notesOf(BOB));
    assertThat(app.get("/notes?all", Caller.signedIn(BOB)).lines())
        .containsAll(notesOf(ALICE))
        .containsAll(notesOf(BOB))
        .containsAll(notesOf(Lakebase.user(Lakebase.USERS)));
  }

  @Test
  void nobodyWritesUnderAnothersName() {
    Answer refused =
        app.post("/notes", Caller.signedIn(BOB), Map.of("owner", ALICE, "line", "not hers"));

    assertThat(refused.lines()).startsWith("42501");
    assertThat(app.get("/notes", Caller.signedIn(ALICE)).lines())
        .containsExactlyInAnyOrderElementsOf(notesOf(ALICE));
  }

  @Test
  void twoPeopleInTurnOnOneKeptConnection() {
    Caller alice = Caller.signedIn(ALICE);
    Caller bob = Caller.signedIn(BOB);
    Set<String> clientPorts = new HashSet<>();

    for (int round = 0; round < ROUNDS; round++) {
      Answer toAlice = app.get("/notes", alice);
      Answer toBob = app.get("/notes", bob);

      assertThat(toAlice.lines()).containsExactlyInAnyOrderElementsOf(notesOf(ALICE));
      assertThat(toBob.lines()).containsExactlyInAnyOrderElementsOf(notesOf(BOB));
      clientPorts.add(toAlice.header("X-Client-Port"));
      clientPorts.add(toBob.header("X-Client-Port"));
    }

    assertThat(clientPorts).as("both went through one connection").hasSize(1);
  }

  /** Few browsers, so that few threads of the server serve everybody. */
  @Test
  void manyPeopleOnFewThreads() throws Exception {
    List<Caller> people = people();
    Map<String, Set<Integer>> servedByThread = new ConcurrentHashMap<>();
    List<Callable<Void>> browsers = new ArrayList<>();
    for (int browser = 0; browser < BROWSERS; browser++) {
      int start = browser * PEOPLE / BROWSERS;
      App own = new App(NAME);
      browsers.add(
          () -> {
            for (int request = 0; request < PEOPLE * ROUNDS / BROWSERS; request++) {
              int person = (start + request) % PEOPLE;
              Answer answer = own.get("/notes", people.get(person));
              assertOwnRows(person, answer);
              servedByThread
                  .computeIfAbsent(
                      answer.header("X-Thread"), thread -> ConcurrentHashMap.newKeySet())
                  .add(person);
            }
            return null;
          });
    }

    runAll(browsers);

    assertThat(servedByThread.values()).anyMatch(served -> served.size() > PEOPLE / 2);
  }

  @Test
  void manyPeopleAtOnce() throws Exception {
    List<Caller> people = people();
    List<Callable<Void>> browsers = new ArrayList<>();
    for (int number = 0; number < PEOPLE; number++) {
      int person = number;
      App own = new App(NAME);
      browsers.add(
          () -> {
            for (int request = 0; request < ROUNDS; request++) {
              assertOwnRows(person, own.get("/notes", people.get(person)));
            }
            return null;
          });
    }

    runAll(browsers);
  }

  private static void assertOwnRows(int person, Answer answer) {
    assertThat(answer.lines())
        .containsExactlyInAnyOrderElementsOf(notesOf(Lakebase.user(person + 1)));
  }

  private static List<Caller> people() {
    return IntStream.rangeClosed(1, PEOPLE)
        .mapToObj(number -> Caller.signedIn(Lakebase.user(number)))
        .toList();
  }

  private static List<String> notesOf(String owner) {
    return LINES.stream().map(line -> owner + "|" + owner + " line " + line).toList();
  }

  private static void runAll(List<Callable<Void>> browsers) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(browsers.size());
    try {
      for (Future<Void> browser : threads.invokeAll(browsers)) {
        browser.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
