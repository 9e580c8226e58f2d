package io.github.lakebasecdi.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import java.net.URI;
import java.sql.SQLException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** What happens when the demo starts, and when it stops. */
@ApplicationScoped
public class DemoStart {

  private @Nullable Thread welcome;

  void start(
      @Observes Startup event,
      OrdersSchema schema,
      @ConfigProperty(name = "lakebase.mode") String mode,
      @ConfigProperty(name = "lakebase.emulator.app") URI app,
      @ConfigProperty(name = "lakebase.emulator.front-door-port") int frontDoorPort)
      throws SQLException {
    schema.createIfMissing();
    if (mode.equals("development")) {
      welcome = Welcome.onceReachable(app, "http://localhost:" + frontDoorPort);
    }
  }

  void stop(@Observes Shutdown event) {
    if (welcome != null) {
      welcome.interrupt();
    }
  }
}
