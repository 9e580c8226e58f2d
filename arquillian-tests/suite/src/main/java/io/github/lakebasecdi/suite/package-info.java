/** The tests: each deploys an application and asks it over HTTP. They know no server. */
@NullMarked
package io.github.lakebasecdi.suite;

import org.jspecify.annotations.NullMarked;
