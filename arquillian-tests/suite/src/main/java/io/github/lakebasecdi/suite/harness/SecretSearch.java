package io.github.lakebasecdi.suite.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for secrets in files: whatever has the form of a token, the distinctive parts of every
 * token that was issued, and passwords, also as HTTP basic authentication would send them. What it
 * reports shows no secret.
 */
public final class SecretSearch {

  private static final Pattern TOKEN =
      Pattern.compile("eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}");
  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9_-]{16,}");
  private static final int SHOWN = 200;

  private final Set<String> parts = new HashSet<>();
  private final Set<String> passwords = new HashSet<>();

  /**
   * A search.
   *
   * @param secrets tokens and passwords
   * @param passwordOwner the name that goes with the passwords
   */
  public SecretSearch(Collection<String> secrets, String passwordOwner) {
    for (String secret : secrets) {
      if (TOKEN.matcher(secret).lookingAt()) {
        String[] sections = secret.split("\\.");
        // The first section is the same in all tokens and says nothing.
        for (int section = 1; section < sections.length; section++) {
          parts.add(sections[section]);
        }
      } else {
        byte[] login = (passwordOwner + ":" + secret).getBytes(StandardCharsets.UTF_8);
        passwords.add(secret);
        passwords.add(Base64.getEncoder().withoutPadding().encodeToString(login));
      }
    }
  }

  /** Where secrets are, one line each; empty where all is well. */
  public List<String> in(Collection<Path> files) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      search(file, found);
    }
    return found;
  }

  private void search(Path file, List<String> found) throws IOException {
    // Latin 1 reads whatever the bytes are, and leaves ASCII as it is.
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        Optional<String> hidden = hide(line);
        if (hidden.isPresent()) {
          found.add(file + ":" + number + ": " + shorten(hidden.get()));
        }
      }
    } catch (NoSuchFileException e) {
      // A server that rotates its logs removes some while they are being read.
    }
  }

  /** The line without its secrets, if it has any. */
  private Optional<String> hide(String line) {
    String hidden = TOKEN.matcher(line).replaceAll("(token)");
    hidden = RUN.matcher(hidden).replaceAll(this::hidePart);
    for (String password : passwords) {
      hidden = hidden.replace(password, "(password)");
    }
    return hidden.equals(line) ? Optional.empty() : Optional.of(hidden);
  }

  private String hidePart(MatchResult run) {
    return parts.contains(run.group())
        ? "(part of a token)"
        : Matcher.quoteReplacement(run.group());
  }

  private static String shorten(String line) {
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
  }
}
