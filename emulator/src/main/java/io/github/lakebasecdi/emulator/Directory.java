package io.github.lakebasecdi.emulator;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who the workspace knows: its people, in the order they were named, and one service principal. */
final class Directory {

  static final String WORKSPACE_ID = "1444828305810485";

  private final Identity servicePrincipal;
  private final Map<String, Identity> people = new LinkedHashMap<>();

  Directory(Identity servicePrincipal, Collection<String> emails) {
    this.servicePrincipal = servicePrincipal;
    emails.forEach(email -> people.put(email, Identity.person(email)));
  }

  Identity servicePrincipal() {
    return servicePrincipal;
  }

  List<Identity> people() {
    return List.copyOf(people.values());
  }

  Optional<Identity> person(String email) {
    return Optional.ofNullable(people.get(email));
  }

  Optional<Identity> find(String name) {
    return name.equals(servicePrincipal.name()) ? Optional.of(servicePrincipal) : person(name);
  }
}
