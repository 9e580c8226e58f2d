package io.github.lakebasecdi.pool;

import io.github.lakebasecdi.CredentialSource;
import io.github.lakebasecdi.DatabaseCredential;
import io.github.lakebasecdi.LakebasePools;
import io.github.lakebasecdi.UserIdentity;
import io.github.lakebasecdi.config.LakebaseConfig;
import io.github.lakebasecdi.config.Secret;
import io.github.lakebasecdi.credential.CredentialCache;
import io.github.lakebasecdi.credential.Workspace;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/** All pools of the application. Building it opens nothing and asks nobody. Thread safe. */
public final class DefaultLakebasePools implements LakebasePools {

  private final LakebaseConfig config;
  private final Optional<CredentialSource> source;
  private final ServerAddress address;
  private final Threads threads;
  private final Clock clock;
  private final IdentityPool service;
  private final UserPools users;
  private final HostCheck hostCheck;
  private final DataSource serviceDataSource = new BorrowingDataSource(this::borrowService);
  private final AtomicBoolean closing = new AtomicBoolean();

  /**
   * Pools without connections.
   *
   * @param config the settings
   * @param source mints credentials; absent only where there is a native password
   * @param workspace knows host and user; absent only where both are configured
   * @param threads run everything, and are stopped when the pools close
   * @param clock tells when credentials expire
   */
  public DefaultLakebasePools(
      LakebaseConfig config,
      Optional<CredentialSource> source,
      Optional<Workspace> workspace,
      Threads threads,
      Clock clock) {
    this.config = config;
    this.source = source;
    this.address = new ServerAddress(config, workspace, threads.workers());
    this.threads = threads;
    this.clock = clock;
    this.hostCheck = new HostCheck(config, workspace, threads.workers());
    this.service =
        new IdentityPool(
            "lakebase-service",
            config.pool().maxSize(),
            new Connector(
                config,
                address,
                address::serviceRole,
                credentials("the service principal", this::mintForService),
                threads.scheduler()),
            config,
            threads);
    this.users = new UserPools(config.users(), this::userPool, threads.closers(), System::nanoTime);
    long period = Math.max(500, config.users().evictAfter().toMillis() / 4);
    var unused =
        threads
            .scheduler()
            .scheduleWithFixedDelay(users::evict, period, period, TimeUnit.MILLISECONDS);
  }

  @Override
  public DataSource servicePrincipal() {
    return serviceDataSource;
  }

  @Override
  public DataSource forUser(UserIdentity user) {
    Objects.requireNonNull(user, "user");
    return new BorrowingDataSource(() -> borrow(user));
  }

  @Override
  public Statistics statistics() {
    return new Statistics(
        service.connections(), users.connections(), users.count(), users.evicted());
  }

  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      new Shutdown(service, users, threads, config.shutdownTimeout()).run();
    }
  }

  private Connection borrowService() throws SQLException {
    if (closing.get()) {
      throw ConnectFailures.closed();
    }
    Connection connection = service.borrow();
    hostCheck.onceInBackground();
    return connection;
  }

  private Connection borrow(UserIdentity user) throws SQLException {
    if (config.password().isPresent()) {
      throw new SQLNonTransientConnectionException(
          "LKB0208: lakebase.password is a native Postgres password, which serves the service"
              + " principal only; for users remove it, and set lakebase.endpoint and the Databricks"
              + " credentials",
          "0A000");
    }
    Connection connection = users.borrow(user);
    hostCheck.onceInBackground();
    return connection;
  }

  private IdentityPool userPool(UserIdentity user) {
    return new IdentityPool(
        "lakebase-user",
        config.users().maxSize(),
        new Connector(
            config,
            address,
            () -> CompletableFuture.completedFuture(user.role()),
            credentials(user.role(), () -> source.orElseThrow().forUser(user)),
            threads.scheduler()),
        config,
        threads);
  }

  private CredentialCache credentials(String role, CredentialCache.Mint mint) {
    return new CredentialCache(role, mint, threads.workers(), clock, config.refreshAhead());
  }

  private DatabaseCredential mintForService() throws SQLException {
    Optional<Secret> password = config.password();
    return password.isPresent()
        ? new DatabaseCredential(password.get().value(), Instant.MAX)
        : source.orElseThrow().forServicePrincipal();
  }
}
