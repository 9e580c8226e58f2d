package io.github.lakebasecdi.config;

import io.github.lakebasecdi.LakebaseConfigurationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of a test: a configuration that is right, and what the test changes in it. */
public final class Given {

  public static final String ENDPOINT = "projects/p/branches/production/endpoints/primary";

  private final Map<String, String> values = new HashMap<>();

  public static Given nothing() {
    return new Given();
  }

  public static Given enough() {
    return nothing()
        .with("lakebase.endpoint", ENDPOINT)
        .with("lakebase.database", "databricks_postgres");
  }

  public Given with(String name, String value) {
    values.put(name, value);
    return this;
  }

  public Given with(Map<String, String> more) {
    values.putAll(more);
    return this;
  }

  public Given without(String name) {
    values.remove(name);
    return this;
  }

  public LakebaseConfig read() {
    return new ConfigReader(name -> Optional.ofNullable(values.get(name)), values.keySet()).read();
  }

  List<String> problems() {
    try {
      read();
      return List.of();
    } catch (LakebaseConfigurationException e) {
      return e.problems();
    }
  }
}
