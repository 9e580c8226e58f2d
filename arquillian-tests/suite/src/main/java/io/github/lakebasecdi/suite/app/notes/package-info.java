/** An application with one table and row-level security. */
@NullMarked
package io.github.lakebasecdi.suite.app.notes;

import org.jspecify.annotations.NullMarked;
