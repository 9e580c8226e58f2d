package io.github.lakebasecdi.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lakebasecdi.Readme;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DocumentedPropertiesTest {

  @Test
  void theReadmeListsWhatIsReadAndNothingElse() throws Exception {
    Set<String> asked = new TreeSet<>();
    new ConfigReader(
            name -> {
              asked.add(name);
              return switch (name) {
                case "lakebase.endpoint" -> Optional.of(Given.ENDPOINT);
                case "lakebase.database" -> Optional.of("d");
                default -> Optional.empty();
              };
            },
            List.of())
        .read();
    asked.removeIf(name -> !name.startsWith("lakebase.") && !name.startsWith("databricks."));
    asked.add("lakebase.jdbc.*");

    assertThat(Readme.properties()).containsExactlyInAnyOrderElementsOf(asked);
  }
}
