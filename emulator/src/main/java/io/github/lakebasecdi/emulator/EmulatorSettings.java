package io.github.lakebasecdi.emulator;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * What an emulator is started with.
 *
 * @param people everybody the workspace knows
 * @param roles those of them who have a PostgreSQL role
 * @param superusers those of them whose role is a member of databricks_superuser
 * @param server starts or names the PostgreSQL, given a data directory and a connection limit
 */
record EmulatorSettings(
    Collection<String> people,
    Set<String> roles,
    Set<String> superusers,
    Duration credentialLifetime,
    Duration userTokenLifetime,
    int maxConnections,
    int workspacePort,
    int gatewayPort,
    int frontDoorPort,
    Optional<URI> app,
    Clock clock,
    BiFunction<Path, Integer, DatabaseServer> server) {

  EmulatorSettings {
    people = List.copyOf(people);
    roles = Set.copyOf(roles);
    superusers = Set.copyOf(superusers);
  }
}
