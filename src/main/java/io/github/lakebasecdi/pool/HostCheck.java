package io.github.lakebasecdi.pool;

import io.github.lakebasecdi.config.LakebaseConfig;
import io.github.lakebasecdi.credential.Workspace;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Warns where the configured host is none of the endpoint's. Runs once, after the first connection,
 * in the background: nobody waits for it, and nothing fails by it.
 */
final class HostCheck {

  private static final Logger LOG = System.getLogger(HostCheck.class.getName());

  private final LakebaseConfig config;
  private final Optional<Workspace> workspace;
  private final Executor executor;
  private final AtomicBoolean done = new AtomicBoolean();

  HostCheck(LakebaseConfig config, Optional<Workspace> workspace, Executor executor) {
    this.config = config;
    this.workspace = workspace;
    this.executor = executor;
  }

  void onceInBackground() {
    if (done.get() || !done.compareAndSet(false, true)) {
      return;
    }
    Optional<String> host = config.server().host();
    if (config.endpoint().isEmpty() || host.isEmpty() || workspace.isEmpty()) {
      return;
    }
    try {
      executor.execute(() -> compare(config.endpoint().get(), host.get(), workspace.get()));
    } catch (RejectedExecutionException e) {
      // The application is stopping: the warning is of no use to anyone.
    }
  }

  private static void compare(String endpoint, String host, Workspace workspace) {
    try {
      List<String> hosts = workspace.endpointHosts();
      if (hosts.stream().noneMatch(host::equalsIgnoreCase)) {
        LOG.log(
            Level.WARNING,
            "LKB0231: lakebase.host is {0}, but the hosts of {1} are {2}: a credential of one"
                + " endpoint does not open another",
            host,
            endpoint,
            hosts);
      }
    } catch (SQLException e) {
      LOG.log(Level.DEBUG, "LKB0232: the hosts of the endpoint are not known", e);
    }
  }
}
