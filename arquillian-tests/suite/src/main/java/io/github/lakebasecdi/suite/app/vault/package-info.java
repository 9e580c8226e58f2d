/** An application that brings its own credentials. */
@NullMarked
package io.github.lakebasecdi.suite.app.vault;

import org.jspecify.annotations.NullMarked;
