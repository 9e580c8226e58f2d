/** What the tests stand on: the local Lakebase, the applications, HTTP, logs. */
@NullMarked
package io.github.lakebasecdi.suite.harness;

import org.jspecify.annotations.NullMarked;
