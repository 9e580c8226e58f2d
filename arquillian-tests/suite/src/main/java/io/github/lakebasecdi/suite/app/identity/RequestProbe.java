package io.github.lakebasecdi.suite.app.identity;

import jakarta.enterprise.context.RequestScoped;

/** The request's own. */
@RequestScoped
public class RequestProbe extends Probe {

  private static final long serialVersionUID = 1L;
}
