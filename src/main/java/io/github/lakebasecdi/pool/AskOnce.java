package io.github.lakebasecdi.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A name that is configured, or asked for once: by one call at a time however many want it, and
 * kept for ever when it is known. Thread safe; nothing here blocks.
 */
final class AskOnce {

  /** Asks; may block. */
  @FunctionalInterface
  interface Question {
    String ask() throws SQLException;
  }

  private final Question question;
  private final Executor executor;

  @GuardedBy("this")
  private @Nullable CompletableFuture<String> answer;

  AskOnce(Optional<String> configured, Question question, Executor executor) {
    this.question = question;
    this.executor = executor;
    this.answer = configured.map(CompletableFuture::completedFuture).orElse(null);
  }

  /** The name, or the call that is getting it. A failure is not remembered. */
  synchronized CompletableFuture<String> get() {
    CompletableFuture<String> present = answer;
    if (present != null && !present.isCompletedExceptionally()) {
      return present;
    }
    CompletableFuture<String> asked = new CompletableFuture<>();
    answer = asked;
    try {
      executor.execute(() -> ask(asked));
    } catch (RejectedExecutionException e) {
      asked.completeExceptionally(ConnectFailures.closed());
    } catch (Throwable failure) {
      // No thread could be had for it: the next one to ask tries again.
      asked.completeExceptionally(failure);
    }
    return asked;
  }

  private void ask(CompletableFuture<String> asked) {
    try {
      asked.complete(question.ask());
    } catch (Throwable failure) {
      asked.completeExceptionally(failure);
    }
  }
}
