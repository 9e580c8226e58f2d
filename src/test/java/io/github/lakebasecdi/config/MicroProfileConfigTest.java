package io.github.lakebasecdi.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The reader over a real MicroProfile Config. */
class MicroProfileConfigTest {

  private static LakebaseConfig read(Map<String, String> environment, Map<String, String> file) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withSources(new EnvConfigSource(environment, 300))
            .withSources(new PropertiesConfigSource(file, "microprofile-config.properties", 100))
            .build();
    return new ConfigReader(
            name -> config.getOptionalValue(name, String.class), config.getPropertyNames())
        .read();
  }

  @Test
  void readsAPropertyFromItsEnvironmentName() {
    LakebaseConfig config =
        read(
            Map.of(
                "LAKEBASE_ENDPOINT", Given.ENDPOINT,
                "PGDATABASE", "databricks_postgres",
                "LAKEBASE_POOL_MAX_SIZE", "7",
                "LAKEBASE_USERS_EVICT_AFTER", "7m",
                "DATABRICKS_CLIENT_ID", "the-id",
                "DATABRICKS_HOST", "https://w.example"),
            Map.of());

    assertThat(config.endpoint()).contains(Given.ENDPOINT);
    assertThat(config.pool().maxSize()).isEqualTo(7);
    assertThat(config.users().evictAfter()).hasMinutes(7);
    assertThat(config.user()).contains("the-id");
    assertThat(config.workspace().clientId()).contains("the-id");
    assertThat(config.workspace().host()).contains("https://w.example");
  }

  @Test
  void theEnvironmentStandsBeforeTheFile() {
    LakebaseConfig config =
        read(
            Map.of("LAKEBASE_PORT", "1111"),
            Map.of(
                "lakebase.endpoint", Given.ENDPOINT,
                "lakebase.database", "d",
                "lakebase.port", "2222",
                "lakebase.jdbc.prepareThreshold", "9"));

    assertThat(config.server().port()).isEqualTo(1111);
    assertThat(config.server().jdbcProperties()).containsEntry("prepareThreshold", "9");
  }
}
