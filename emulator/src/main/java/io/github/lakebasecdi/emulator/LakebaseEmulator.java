package io.github.lakebasecdi.emulator;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A running local Lakebase: the workspace's HTTP API, the TLS gateway, the PostgreSQL behind it
 * and, if an application was named, the front door of Databricks Apps. All of it listens on
 * loopback only.
 *
 * <p>Thread safe. {@link #close()} ends every thread and process and deletes every file; so does
 * the end of the JVM.
 */
public final class LakebaseEmulator implements AutoCloseable {

  private final EmulatorParts parts;

  LakebaseEmulator(EmulatorParts parts) {
    this.parts = parts;
  }

  /** An emulator with nobody in it; see {@link Builder}. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * What a program needs in its environment to use this emulator, in the order to print it:
   * Databricks' variables, libpq's, and Node's for the certificate authority.
   */
  public Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("DATABRICKS_HOST", workspaceUrl().toString());
    environment.put("DATABRICKS_CLIENT_ID", clientId());
    environment.put("DATABRICKS_CLIENT_SECRET", clientSecret());
    environment.put("LAKEBASE_ENDPOINT", endpoint());
    environment.put("PGHOST", gatewayHost());
    environment.put("PGPORT", Integer.toString(gatewayPort()));
    environment.put("PGDATABASE", database());
    environment.put("PGUSER", clientId());
    environment.put("PGSSLMODE", "require");
    environment.put("PGSSLROOTCERT", caCertificate().toString());
    environment.put("NODE_EXTRA_CA_CERTS", caCertificate().toString());
    return Collections.unmodifiableMap(environment);
  }

  /** Where the workspace's API is. */
  public URI workspaceUrl() {
    return parts.workspace().url();
  }

  /** The gateway's address, for which its certificate is made out. */
  public String gatewayHost() {
    return Ports.LOOPBACK;
  }

  /** The gateway's port. */
  public int gatewayPort() {
    return parts.gatewayPort().number();
  }

  /** The certificate authority to trust, a PEM file that is there until the emulator is closed. */
  public Path caCertificate() {
    return parts.caCertificate();
  }

  /** The resource name of the endpoint, {@code projects/.../branches/.../endpoints/...}. */
  public String endpoint() {
    return parts.workspace().endpoint();
  }

  /** The name of the database. */
  public String database() {
    return DatabaseServer.DATABASE;
  }

  /** The service principal: its client id, which is also its PostgreSQL role. */
  public String clientId() {
    return parts.workspace().directory().servicePrincipal().name();
  }

  /** The service principal's secret; another one at every start. */
  public String clientSecret() {
    return parts.workspace().clientSecret();
  }

  /**
   * Where the front door is.
   *
   * @throws IllegalStateException if no application was named, so that there is none
   */
  public URI frontDoorUrl() {
    return parts
        .frontDoorUrl()
        .orElseThrow(
            () -> new IllegalStateException("There is no front door: Builder.app was not called"));
  }

  /**
   * A new OAuth access token of a person, with the scopes a person of an application has, {@code
   * postgres} among them; another one at every call.
   *
   * @throws IllegalArgumentException if the workspace has no such person
   */
  public String userToken(String email) {
    return parts.userTokens().issue(person(email)).token();
  }

  /** As {@link #userToken(String)}, living for so long and with exactly these scopes. */
  public String userToken(String email, Duration lifetime, String... scopes) {
    return tokens().accessToken(person(email), lifetime, List.of(scopes)).token();
  }

  /** A token of the same shape, signed by a key that nobody trusts. */
  public String forgedUserToken(String email) {
    return parts.userTokens().forge(person(email));
  }

  /**
   * Gives an identity a PostgreSQL role, as {@code databricks postgres create-role} does. Blocks
   * for a statement.
   *
   * @throws IllegalStateException if PostgreSQL refuses, for one because the role exists
   */
  public void createRole(String email) {
    try {
      parts.roles().create(Identity.person(email));
    } catch (SQLException e) {
      throw new IllegalStateException("Role " + email + " was not created: " + e.getMessage(), e);
    }
  }

  /**
   * Drops a role; what it owned goes to the server's owner. Blocks for some statements.
   *
   * @throws IllegalStateException if PostgreSQL refuses, for one because there is no such role
   */
  public void dropRole(String email) {
    try {
      parts.roles().drop(email);
    } catch (SQLException e) {
      throw new IllegalStateException("Role " + email + " was not dropped: " + e.getMessage(), e);
    }
  }

  /**
   * A new connection straight to PostgreSQL, past the gateway, as the server's owner; for setting
   * tests up. The caller closes it.
   */
  public Connection superuserConnection() throws SQLException {
    return parts.server().ownerConnection();
  }

  /** What disturbs this emulator. */
  public Knobs knobs() {
    return parts.knobs();
  }

  /** What has reached this emulator. */
  public Counters counters() {
    return parts.counters();
  }

  /**
   * Every token and credential issued so far, and the client secret: what must not be found in a
   * log.
   */
  public Set<String> issuedSecrets() {
    Set<String> secrets = new HashSet<>(tokens().issued());
    secrets.add(clientSecret());
    return Set.copyOf(secrets);
  }

  /**
   * Stops everything and deletes every file; blocks for about a second. Closing twice does nothing.
   */
  @Override
  public void close() {
    parts.close();
  }

  private TokenAuthority tokens() {
    return parts.workspace().tokens();
  }

  private Identity person(String email) {
    return parts
        .workspace()
        .directory()
        .person(email)
        .orElseThrow(() -> new IllegalArgumentException("The workspace has no person " + email));
  }

  /** What to start. Not thread safe. */
  public static final class Builder {

    private static final Duration STANDARD_LIFETIME = Duration.ofMinutes(60);
    private static final int STANDARD_CONNECTIONS = 100;

    private final Set<String> people = new LinkedHashSet<>();
    private final Set<String> roles = new LinkedHashSet<>();
    private final Set<String> superusers = new LinkedHashSet<>();
    private Duration credentialLifetime = STANDARD_LIFETIME;
    private Duration userTokenLifetime = STANDARD_LIFETIME;
    private int maxConnections = STANDARD_CONNECTIONS;
    private int workspacePort;
    private int gatewayPort;
    private int frontDoorPort;
    private Optional<URI> app = Optional.empty();
    private Clock clock = Clock.systemUTC();
    private BiFunction<Path, Integer, DatabaseServer> server = EmbeddedServer::start;

    private Builder() {}

    /** Adds a person with a PostgreSQL role. */
    public Builder user(String email) {
      roles.add(email);
      return person(email);
    }

    /** Adds a person without a PostgreSQL role: the workspace mints, the gateway refuses. */
    public Builder person(String email) {
      people.add(email);
      return this;
    }

    /** Adds a person whose role is a member of {@code databricks_superuser}. */
    public Builder superuser(String email) {
      superusers.add(email);
      return user(email);
    }

    /** How long a database credential lives unless its caller asks for less; 60 minutes. */
    public Builder credentialLifetime(Duration lifetime) {
      credentialLifetime = lifetime;
      return this;
    }

    /** How long a person's access token lives; 60 minutes. */
    public Builder userTokenLifetime(Duration lifetime) {
      userTokenLifetime = lifetime;
      return this;
    }

    /**
     * How many connections the gateway carries at once, 100; also what the embedded PostgreSQL's
     * {@code max_connections} leaves after the reserved ones.
     */
    public Builder maxConnections(int limit) {
      maxConnections = limit;
      return this;
    }

    /** The port of the workspace's API; 0, the default, takes a free one. */
    public Builder workspacePort(int port) {
      workspacePort = port;
      return this;
    }

    /** The port of the gateway; 0, the default, takes a free one. */
    public Builder gatewayPort(int port) {
      gatewayPort = port;
      return this;
    }

    /** The port of the front door; 0, the default, takes a free one. */
    public Builder frontDoorPort(int port) {
      frontDoorPort = port;
      return this;
    }

    /** The application behind the front door, which is started only if this is called. */
    public Builder app(URI application) {
      app = Optional.of(application);
      return this;
    }

    /**
     * Dates every token: its issue, its expiry, and whether it has expired; the system's, UTC, by
     * default. The dates in a token are whole seconds.
     */
    public Builder clock(Clock source) {
      clock = source;
      return this;
    }

    /**
     * Uses a PostgreSQL that runs already instead of an embedded one; it is set up and left
     * running.
     *
     * @param jdbcUrl of any database of it; it must let every role in without a password
     * @param user a superuser of it
     * @param password that superuser's
     */
    public Builder postgres(String jdbcUrl, String user, String password) {
      server = (directory, limit) -> new ExistingServer(jdbcUrl, user, password);
      return this;
    }

    /**
     * Starts it; blocks for a second or two, the first time longer.
     *
     * @throws IllegalStateException if a port is not free (the message says which, and what changes
     *     it) or the database cannot be set up
     * @throws java.io.UncheckedIOException if PostgreSQL does not start
     */
    public LakebaseEmulator start() {
      return new LakebaseEmulator(
          EmulatorParts.start(
              new EmulatorSettings(
                  people,
                  roles,
                  superusers,
                  credentialLifetime,
                  userTokenLifetime,
                  maxConnections,
                  workspacePort,
                  gatewayPort,
                  frontDoorPort,
                  app,
                  clock,
                  server)));
    }
  }
}
