package io.github.lakebasecdi.demo;

import java.util.List;
import java.util.stream.Collectors;

/** A request's body that breaks the rules; the message names each field. */
class InvalidInputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What is wrong with one field. */
  public record Problem(String field, String detail) {}

  private final transient List<Problem> problems;

  InvalidInputException(List<Problem> problems) {
    super(
        problems.stream()
            .map(problem -> problem.field() + " " + problem.detail())
            .collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  InvalidInputException(String field, String detail) {
    this(List.of(new Problem(field, detail)));
  }

  List<Problem> problems() {
    return problems;
  }
}
