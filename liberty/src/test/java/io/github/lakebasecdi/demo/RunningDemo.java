package io.github.lakebasecdi.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The demo that the build has started, for all test classes together; a test gets it as a
 * parameter.
 */
public final class RunningDemo implements ParameterResolver {

  static final String ALICE = "alice@example.com";
  static final String BOB = "bob@example.com";
  static final String CAROL = "carol@example.com";

  /** Where everything is. */
  record Demo(URI app, URI frontDoor, Path serverLogs, Path screenshots, Relay relay)
      implements AutoCloseable {

    /** A request through the front door, as somebody who is signed in there. */
    Call as(String email) {
      return new Call(frontDoor).basic(email);
    }

    /** A request past the front door. */
    Call straight() {
      return new Call(app);
    }

    @Override
    public void close() {
      relay.close();
    }

    private static Demo find() {
      URI app = URI.create(System.getProperty("demo.app"));
      try {
        return new Demo(
            app,
            URI.create(System.getProperty("demo.front-door")),
            Path.of(System.getProperty("demo.server-logs")),
            Path.of(System.getProperty("demo.screenshots")),
            new Relay(Integer.getInteger("demo.relay-port"), app));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Demo.class;
  }

  @Override
  public Demo resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .computeIfAbsent(Demo.class, unused -> Demo.find(), Demo.class);
  }
}
