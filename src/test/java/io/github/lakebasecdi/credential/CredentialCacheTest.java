package io.github.lakebasecdi.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lakebasecdi.DatabaseCredential;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CredentialCacheTest {

  /** A clock that stands until it is moved. */
  private static final class TestClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    void advance(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private final TestClock clock = new TestClock();
  private final AtomicInteger mints = new AtomicInteger();
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private Duration lifetime = Duration.ofHours(1);

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  private DatabaseCredential mint() {
    return new DatabaseCredential("p" + mints.incrementAndGet(), clock.instant().plus(lifetime));
  }

  private CredentialCache cache(CredentialCache.Mint mint) {
    return new CredentialCache("r", mint, executor, clock, Duration.ofMinutes(2));
  }

  private static DatabaseCredential get(CredentialCache cache) throws Exception {
    return cache.get().get(10, TimeUnit.SECONDS);
  }

  @Test
  void mintsNothingUntilAsked() {
    cache(this::mint);

    assertThat(mints).hasValue(0);
  }

  @Test
  void keepsACredentialUntilTwoMinutesBeforeItsEnd() throws Exception {
    CredentialCache cache = cache(this::mint);
    DatabaseCredential first = get(cache);

    clock.advance(Duration.ofMinutes(58).minusSeconds(1));
    assertThat(get(cache)).isSameAs(first);

    clock.advance(Duration.ofSeconds(1));
    assertThat(get(cache)).isNotEqualTo(first);
    assertThat(mints).hasValue(2);
  }

  @Test
  void usesAShortLivedCredentialForHalfOfItsLife() throws Exception {
    lifetime = Duration.ofSeconds(60);
    CredentialCache cache = cache(this::mint);
    DatabaseCredential first = get(cache);

    clock.advance(Duration.ofSeconds(29));
    assertThat(get(cache)).isSameAs(first);
    clock.advance(Duration.ofSeconds(1));
    assertThat(get(cache)).isNotEqualTo(first);
  }

  @Test
  void manyWhoAskAtOnceCostOneMint() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CredentialCache cache =
        cache(
            () -> {
              await(asked);
              return mint();
            });
    List<CompletableFuture<DatabaseCredential>> answers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      answers.add(cache.get());
    }
    asked.countDown();

    for (CompletableFuture<DatabaseCredential> answer : answers) {
      assertThat(answer.get(10, TimeUnit.SECONDS).password()).isEqualTo("p1");
    }
    assertThat(mints).hasValue(1);
  }

  @Test
  void manyThreadsCostOneMint() throws Exception {
    CredentialCache cache = cache(this::mint);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<DatabaseCredential>> answers = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      answers.add(
          executor.submit(
              () -> {
                await(start);
                return get(cache);
              }));
    }
    start.countDown();

    for (Future<DatabaseCredential> answer : answers) {
      answer.get(10, TimeUnit.SECONDS);
    }
    assertThat(mints).hasValue(1);
  }

  @Test
  void aFailureReachesEveryoneWhoWaitsAndIsNotRemembered() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    CredentialCache cache =
        cache(
            () -> {
              if (calls.incrementAndGet() == 1) {
                await(asked);
                throw new SQLException("no", "08001");
              }
              return mint();
            });
    List<CompletableFuture<DatabaseCredential>> answers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      answers.add(cache.get());
    }
    asked.countDown();

    for (CompletableFuture<DatabaseCredential> answer : answers) {
      assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("no");
    }
    assertThat(calls).hasValue(1);
    assertThat(get(cache).password()).isEqualTo("p1");
  }

  @Test
  void aRefusedCredentialIsReplaced() throws Exception {
    CredentialCache cache = cache(this::mint);
    DatabaseCredential first = get(cache);

    cache.refused(first);

    DatabaseCredential second = get(cache);
    assertThat(second).isNotEqualTo(first);
    cache.refused(first);
    assertThat(get(cache)).isSameAs(second);
  }

  @Test
  void saysThatItIsClosedWhenItsThreadsAre() {
    executor.shutdownNow();

    assertThatThrownBy(() -> get(cache(this::mint))).hasMessageContaining("closed");
  }

  @Test
  void hidesThePassword() {
    assertThat(new DatabaseCredential("s3cret", Instant.EPOCH).toString())
        .doesNotContain("s3cret")
        .contains("1970");
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("not released");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
