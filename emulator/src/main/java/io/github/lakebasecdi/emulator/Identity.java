package io.github.lakebasecdi.emulator;

/** Somebody the workspace knows: a person by e-mail address, an application by its client id. */
record Identity(String name, Type type) {

  /** The kinds of identity that {@code databricks_create_role} tells apart. */
  enum Type {
    USER,
    SERVICE_PRINCIPAL,
    GROUP
  }

  static Identity person(String email) {
    return new Identity(email, Type.USER);
  }

  static Identity servicePrincipal(String clientId) {
    return new Identity(clientId, Type.SERVICE_PRINCIPAL);
  }

  /** The number a workspace gives to a principal; here made from the name, so that it is stable. */
  String numericId() {
    return Long.toString(7_000_000_000_000L + Integer.toUnsignedLong(name.hashCode()));
  }
}
