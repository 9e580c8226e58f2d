/** An application that injects both data sources everywhere. */
@NullMarked
package io.github.lakebasecdi.suite.app.identity;

import org.jspecify.annotations.NullMarked;
