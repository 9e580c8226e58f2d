package io.github.lakebasecdi.cdi;

import io.github.lakebasecdi.CredentialSource;
import io.github.lakebasecdi.LakebasePools;
import io.github.lakebasecdi.config.ConfigReader;
import io.github.lakebasecdi.config.LakebaseConfig;
import io.github.lakebasecdi.credential.DatabricksWorkspace;
import io.github.lakebasecdi.credential.Workspace;
import io.github.lakebasecdi.pool.DefaultLakebasePools;
import io.github.lakebasecdi.pool.Threads;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.Dependent;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * What lives as long as the application: the pools, the workspace's HTTP connections, and the local
 * Lakebase of development mode; closed in this order, whichever bean the container ends first. Used
 * by the container's start and stop, one after the other.
 */
@Dependent
class ModuleLifecycle {

  private @Nullable LocalLakebase local;
  private @Nullable DatabricksWorkspace workspace;
  private @Nullable LakebasePools pools;

  /** Reads the settings, and starts the emulator where development mode asks for it. */
  LakebaseConfig config() {
    Config config = ConfigProvider.getConfig();
    LocalLakebase started =
        LocalLakebase.startIfWanted(name -> config.getOptionalValue(name, String.class));
    try {
      LakebaseConfig read = new ConfigReader(started::lookup, config.getPropertyNames()).read();
      local = started;
      return read;
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  LakebasePools open(LakebaseConfig config, @Nullable CredentialSource replacement) {
    Optional<DatabricksWorkspace> asked =
        config
            .endpoint()
            .map(
                endpoint ->
                    new DatabricksWorkspace(
                        config.workspace(), endpoint, config.pool().connectionTimeout()));
    workspace = asked.orElse(null);
    Optional<CredentialSource> source =
        replacement != null ? Optional.of(replacement) : asked.map(CredentialSource.class::cast);
    LakebasePools opened =
        new DefaultLakebasePools(
            config, source, asked.map(Workspace.class::cast), Threads.create(), Clock.systemUTC());
    pools = opened;
    return opened;
  }

  /** Closes the pools, and then what they need; closing twice does nothing. */
  @PreDestroy
  void close() {
    try {
      if (pools != null) {
        pools.close();
      }
    } finally {
      if (workspace != null) {
        workspace.close();
        workspace = null;
      }
      if (local != null) {
        local.close();
        local = null;
      }
      deregisterOwnDriver();
    }
  }

  /** The driver registers itself for the whole JVM, which would keep this class loader alive. */
  private static void deregisterOwnDriver() {
    if (Driver.class.getClassLoader() != ModuleLifecycle.class.getClassLoader()
        || !Driver.isRegistered()
        || DriverManager.drivers().noneMatch(driver -> driver instanceof Driver)) {
      return;
    }
    try {
      Driver.deregister();
    } catch (SQLException e) {
      // Another bean of the application was faster.
    }
  }
}
