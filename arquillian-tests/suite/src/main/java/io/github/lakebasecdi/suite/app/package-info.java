/** What every deployed application has: statements and failures. */
@NullMarked
package io.github.lakebasecdi.suite.app;

import org.jspecify.annotations.NullMarked;
