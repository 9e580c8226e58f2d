package io.github.lakebasecdi.cdi;

import io.github.lakebasecdi.CredentialSource;
import io.github.lakebasecdi.CurrentUser;
import io.github.lakebasecdi.LakebasePools;
import io.github.lakebasecdi.ServicePrincipal;
import io.github.lakebasecdi.UserScoped;
import io.github.lakebasecdi.config.LakebaseConfig;
import io.github.lakebasecdi.config.SslMode;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import javax.sql.DataSource;

/** Everything that an application injects. Public because the container makes it. */
@ApplicationScoped
public class LakebaseBeans {

  private static final Logger LOG = System.getLogger(LakebaseBeans.class.getName());

  private final ModuleLifecycle module;

  /** For the container's client proxy. */
  protected LakebaseBeans() {
    this(new ModuleLifecycle());
  }

  /** Made by the container. */
  @Inject
  public LakebaseBeans(ModuleLifecycle module) {
    this.module = module;
  }

  /** Reads the configuration and builds the pools; what is wrong with them fails the deployment. */
  void start(
      @Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) Startup event,
      LakebaseConfig config,
      LakebasePools pools) {
    if (config.server().sslMode() == SslMode.ENCRYPTED) {
      LOG.log(
          Level.WARNING,
          "LKB0003: lakebase.ssl-mode=prefer: the server''s certificate is not verified, so whoever"
              + " stands between can read the tokens; use require");
    }
    // Injected is a client proxy: only a call makes the container build what is behind it.
    LOG.log(Level.INFO, "LKB0004: Lakebase pools ready: {0}", pools.statistics());
  }

  /** The checked settings. */
  @Produces
  @Singleton
  LakebaseConfig config() {
    return module.config();
  }

  /** The pools. */
  @Produces
  @ApplicationScoped
  LakebasePools pools(LakebaseConfig config, Instance<CredentialSource> replacement) {
    return module.open(config, replacement.isUnsatisfied() ? null : replacement.get());
  }

  /** Closes the pools when the application stops. */
  void close(@Disposes LakebasePools pools) {
    module.close();
  }

  /** The connections of whoever is calling. */
  @Produces
  @UserScoped
  @ApplicationScoped
  DataSource userDataSource(CurrentUser caller, LakebasePools pools, LakebaseConfig config) {
    return new UserDataSource(caller, pools, config.fallbackToService(), System::nanoTime);
  }

  /** The application's own connections. */
  @Produces
  @ServicePrincipal
  @ApplicationScoped
  DataSource serviceDataSource(LakebasePools pools) {
    return pools.servicePrincipal();
  }
}
