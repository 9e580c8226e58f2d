package io.github.lakebasecdi.pool;

import io.github.lakebasecdi.config.LakebaseConfig;
import io.github.lakebasecdi.credential.Workspace;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The host and the service principal's role: configured, or asked of the workspace once. Thread
 * safe; nothing here blocks.
 */
final class ServerAddress {

  private final AskOnce host;
  private final AskOnce serviceRole;

  /**
   * An address that asks the workspace for what is not configured.
   *
   * @param workspace whom to ask; absent only where host and user are configured
   */
  ServerAddress(LakebaseConfig config, Optional<Workspace> workspace, Executor executor) {
    this.host =
        new AskOnce(
            config.server().host(), () -> workspace.orElseThrow().endpointHosts().get(0), executor);
    this.serviceRole =
        new AskOnce(config.user(), () -> workspace.orElseThrow().currentUser(), executor);
  }

  CompletableFuture<String> host() {
    return host.get();
  }

  CompletableFuture<String> serviceRole() {
    return serviceRole.get();
  }
}
