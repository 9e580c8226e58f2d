package io.github.lakebasecdi.emulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import org.eclipse.jetty.server.Server;

/** Builds the emulator out of its parts, starts them in order, and holds them until the end. */
final class EmulatorParts implements AutoCloseable {

  // Always the same, so that a PostgreSQL that outlives the emulator keeps its owner of schemas.
  private static final String CLIENT_ID = "2f1c7d3e-58a4-4b6f-9c02-6a7be0d41c95";
  private static final String ENDPOINT = "projects/local/branches/main/endpoints/primary";
  private static final int SECRET_BYTES = 20;
  // Each request that a knob holds up keeps its thread.
  private static final int MAX_HTTP_THREADS = 1_024;

  private final Closers closers = new Closers();
  private final Sessions sessions = new Sessions();
  private final Counters counters = new Counters(sessions);
  private final Path caCertificate;
  private final GatewayPort gatewayPort;
  private final Knobs knobs;
  private final Workspace workspace;
  private final UserTokens userTokens;
  private final DatabaseServer server;
  private final Roles roles;
  private final Optional<URI> frontDoorUrl;

  private EmulatorParts(EmulatorSettings settings) {
    try {
      // Ports first: what is wrong with them is known at once, PostgreSQL takes its time.
      gatewayPort = closers.add(GatewayPort.open(settings.gatewayPort()));
      Server http = open(Ports.WORKSPACE, settings.workspacePort());
      Optional<Server> door =
          settings.app().map(app -> open(Ports.FRONT_DOOR, settings.frontDoorPort()));
      frontDoorUrl = door.map(open -> URI.create("http://localhost:" + Http.port(open)));

      knobs =
          new Knobs(
              sessions,
              gatewayPort,
              settings.credentialLifetime(),
              settings.userTokenLifetime(),
              settings.maxConnections());
      workspace = workspace(settings, Http.port(http));
      userTokens = new UserTokens(workspace.tokens(), knobs);

      Path directory = TemporaryDirectory.create(closers);
      caCertificate = directory.resolve("ca.pem");
      Tls tls = Tls.create();
      tls.writeAuthority(caCertificate);

      server =
          closers.add(
              settings.server().apply(directory.resolve("data"), settings.maxConnections()));
      DatabaseSetup.run(server);
      roles = closers.add(new Roles(server));
      createRoles(settings);
      DatabaseSetup.requireTrust(server, CLIENT_ID);

      Gateway gateway =
          new Gateway(
              gatewayPort,
              tls.context(),
              server.address(),
              new LoginCheck(workspace.tokens(), ENDPOINT, roles, knobs),
              sessions,
              knobs);
      closers.add(gateway).start();
      // Last in, first out: whoever is held up is let go before anything stops.
      closers.add(knobs::release);
      startHttp(http, settings, door);
    } catch (IOException | SQLException | RuntimeException e) {
      closeAfter(e);
      throw failed(e);
    }
  }

  /** Starts everything; blocks for seconds. What was started is closed again if a part fails. */
  static EmulatorParts start(EmulatorSettings settings) {
    Thread current = Thread.currentThread();
    ClassLoader before = current.getContextClassLoader();
    // Threads started here inherit it, and the libraries look their parts up with it.
    current.setContextClassLoader(EmulatorParts.class.getClassLoader());
    try {
      EmulatorParts parts = new EmulatorParts(settings);
      ShutdownHook.install(parts.closers);
      return parts;
    } finally {
      current.setContextClassLoader(before);
    }
  }

  Path caCertificate() {
    return caCertificate;
  }

  GatewayPort gatewayPort() {
    return gatewayPort;
  }

  Knobs knobs() {
    return knobs;
  }

  Counters counters() {
    return counters;
  }

  Workspace workspace() {
    return workspace;
  }

  UserTokens userTokens() {
    return userTokens;
  }

  DatabaseServer server() {
    return server;
  }

  Roles roles() {
    return roles;
  }

  Optional<URI> frontDoorUrl() {
    return frontDoorUrl;
  }

  @Override
  public void close() {
    closers.close();
  }

  private Server open(Ports purpose, int port) {
    Server opened = Http.open(purpose, port, MAX_HTTP_THREADS);
    closers.add(() -> Http.stop(opened));
    return opened;
  }

  private void startHttp(Server http, EmulatorSettings settings, Optional<Server> door) {
    Http.start(
        http,
        new WorkspaceHandler(
            new OidcApi(workspace, counters), new PostgresApi(workspace, knobs, counters), knobs));
    if (door.isPresent()) {
      AppProxy app =
          new AppProxy(
              settings.app().orElseThrow(), new PersonTokens(userTokens::issue, settings.clock()));
      Directory directory = workspace.directory();
      Http.start(door.get(), new FrontDoorHandler(directory, new SignIn(directory), app));
    }
  }

  private static Workspace workspace(EmulatorSettings settings, int port) {
    URI url = URI.create("http://%s:%d".formatted(Ports.LOOPBACK, port));
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return new Workspace(
        url,
        new Directory(Identity.servicePrincipal(CLIENT_ID), settings.people()),
        "dose" + HexFormat.of().formatHex(secret),
        ENDPOINT,
        Ports.LOOPBACK,
        new TokenAuthority(url + "/oidc", settings.clock()),
        settings.clock());
  }

  private void createRoles(EmulatorSettings settings) throws SQLException {
    roles.ensure(workspace.directory().servicePrincipal());
    roles.grantConnectAndCreate(CLIENT_ID, DatabaseServer.DATABASE);
    for (String role : settings.roles()) {
      roles.ensure(Identity.person(role));
    }
    for (String superuser : settings.superusers()) {
      roles.grantSuperuser(superuser);
    }
  }

  private void closeAfter(Exception failure) {
    try {
      closers.close();
    } catch (IllegalStateException e) {
      failure.addSuppressed(e);
    }
  }

  private static RuntimeException failed(Exception e) {
    if (e instanceof RuntimeException known) {
      return known;
    }
    if (e instanceof IOException io) {
      return new UncheckedIOException("The emulator did not start", io);
    }
    return new IllegalStateException("The emulator's database was not set up", e);
  }
}
