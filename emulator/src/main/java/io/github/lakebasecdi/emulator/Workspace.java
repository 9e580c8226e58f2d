package io.github.lakebasecdi.emulator;

import java.net.URI;
import java.time.Clock;

/**
 * What the workspace is.
 *
 * @param url its address
 * @param clientSecret what its service principal logs in with
 * @param endpoint the resource name of its only Lakebase endpoint
 * @param endpointHost where that endpoint's gateway listens
 * @param clock dates everything
 */
record Workspace(
    URI url,
    Directory directory,
    String clientSecret,
    String endpoint,
    String endpointHost,
    TokenAuthority tokens,
    Clock clock) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "Workspace[url=" + url + ", endpoint=" + endpoint + "]";
  }
}
