package io.github.lakebasecdi.suite.app.identity;

import jakarta.enterprise.context.SessionScoped;

/** The session's own. */
@SessionScoped
public class SessionProbe extends Probe {

  private static final long serialVersionUID = 1L;
}
