package io.github.lakebasecdi.emulator;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * The emulator as a program: prints the environment it offers, then {@code ready}, and runs until
 * it is interrupted or terminated.
 */
@Command(
    name = "lakebase-emulator",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpWidth = 100,
    description =
        "A local Lakebase for development and tests. Prints the environment to use it as export"
            + " lines, then 'ready', and runs until it is interrupted.")
public final class EmulatorMain implements Callable<Integer> {

  // The JDK forgets a logger, and the level set on it, once nobody holds it.
  private static final Logger ROOT_LOGGER = Logger.getLogger("");

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--user",
      paramLabel = "EMAIL",
      description = "A person with a PostgreSQL role; may be given again.")
  private List<String> users = List.of();

  @Option(
      names = "--person",
      paramLabel = "EMAIL",
      description = "A person without a PostgreSQL role; may be given again.")
  private List<String> persons = List.of();

  @Option(
      names = "--superuser",
      paramLabel = "EMAIL",
      description = "A person whose role is a member of databricks_superuser; may be given again.")
  private List<String> superusers = List.of();

  @Option(
      names = "--token-lifetime",
      paramLabel = "DURATION",
      defaultValue = "60m",
      description = "How long tokens and credentials live: 60m, 30s (default: ${DEFAULT-VALUE}).")
  private Duration tokenLifetime = Duration.ZERO;

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many connections the gateway carries (default: ${DEFAULT-VALUE}).")
  private int maxConnections;

  @Option(
      names = "--workspace-port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Port of the workspace's API (default: a free one).")
  private int workspacePort;

  @Option(
      names = "--gateway-port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Port of the database gateway (default: a free one).")
  private int gatewayPort;

  @Option(
      names = "--front-door-port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Port of the front door (default: a free one); needs --app.")
  private int frontDoorPort;

  @Option(
      names = "--app",
      paramLabel = "URL",
      description = "The application to put a front door before, like http://127.0.0.1:9080.")
  private @Nullable String app;

  @Option(
      names = "--postgres",
      paramLabel = "URL",
      description =
          "A PostgreSQL to use instead of the embedded one, with a superuser's name and password:"
              + " jdbc:postgresql://127.0.0.1:5432/postgres?user=postgres&password=...")
  private @Nullable String postgres;

  private EmulatorMain() {}

  /** Runs the program; see {@code --help}. Exit code 2 for wrong options, 1 for a failed start. */
  public static void main(String[] arguments) {
    ROOT_LOGGER.setLevel(Level.WARNING);
    int exitCode =
        new CommandLine(new EmulatorMain())
            .registerConverter(Duration.class, EmulatorMain::duration)
            .setExecutionExceptionHandler(EmulatorMain::failed)
            .execute(arguments);
    System.exit(exitCode);
  }

  @Override
  public Integer call() throws InterruptedException {
    try (LakebaseEmulator emulator = builder().start()) {
      PrintWriter out = commandLine().getOut();
      emulator.environment().forEach((name, value) -> out.printf("export %s=%s%n", name, value));
      out.println("ready");
      out.flush();
      // For ever: the JVM's shutdown hook closes the emulator.
      new CountDownLatch(1).await();
    }
    return 0;
  }

  private LakebaseEmulator.Builder builder() {
    LakebaseEmulator.Builder builder =
        LakebaseEmulator.builder()
            .credentialLifetime(tokenLifetime)
            .userTokenLifetime(tokenLifetime)
            .maxConnections(atLeastOne("--max-connections", maxConnections))
            .workspacePort(port("--workspace-port", workspacePort))
            .gatewayPort(port("--gateway-port", gatewayPort))
            .frontDoorPort(port("--front-door-port", frontDoorPort));
    users.forEach(builder::user);
    persons.forEach(builder::person);
    superusers.forEach(builder::superuser);
    if (app != null) {
      builder.app(application(app));
    } else if (frontDoorPort != 0) {
      throw wrong("--front-door-port needs --app: there is nothing behind the door");
    }
    if (postgres != null) {
      useExisting(builder, postgres);
    }
    return builder;
  }

  private void useExisting(LakebaseEmulator.Builder builder, String jdbcUrl) {
    PGSimpleDataSource parsed = new PGSimpleDataSource();
    try {
      parsed.setUrl(jdbcUrl);
    } catch (IllegalArgumentException e) {
      throw wrong("--postgres is not a URL like jdbc:postgresql://127.0.0.1:5432/postgres");
    }
    if (parsed.getUser() == null) {
      throw wrong("--postgres names no superuser: add ?user=postgres to the URL");
    }
    builder.postgres(
        jdbcUrl, parsed.getUser(), Objects.requireNonNullElse(parsed.getPassword(), ""));
  }

  private URI application(String text) {
    try {
      return AppAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw wrong("--app: " + e.getMessage());
    }
  }

  private int port(String option, int value) {
    if (value < 0 || value > 65_535) {
      throw wrong(option + " must be a port, 0 to 65535");
    }
    return value;
  }

  private int atLeastOne(String option, int value) {
    if (value < 1) {
      throw wrong(option + " must be 1 or more");
    }
    return value;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(commandLine(), message);
  }

  private CommandLine commandLine() {
    return Objects.requireNonNull(spec).commandLine();
  }

  private static Duration duration(String text) {
    try {
      return Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  private static int failed(Exception failure, CommandLine command, ParseResult parsed) {
    command.getErr().println("lakebase-emulator: " + failure.getMessage());
    Throwable cause = failure.getCause();
    if (cause != null) {
      command.getErr().println("  because of " + cause);
    }
    return ExitCode.SOFTWARE;
  }
}
