package io.github.lakebasecdi.suite.app.identity;

import jakarta.enterprise.context.Dependent;

/** Its owner's own. */
@Dependent
public class DependentProbe extends Probe {

  private static final long serialVersionUID = 1L;
}
