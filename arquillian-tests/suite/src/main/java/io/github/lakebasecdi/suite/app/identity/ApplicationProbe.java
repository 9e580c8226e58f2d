package io.github.lakebasecdi.suite.app.identity;

import jakarta.enterprise.context.ApplicationScoped;

/** The application's own. */
@ApplicationScoped
public class ApplicationProbe extends Probe {

  private static final long serialVersionUID = 1L;
}
