/** An application that leaves the thread of the request. */
@NullMarked
package io.github.lakebasecdi.suite.app.threads;

import org.jspecify.annotations.NullMarked;
