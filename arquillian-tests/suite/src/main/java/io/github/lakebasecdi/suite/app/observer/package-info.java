/** An application without the library, which looks at the server. */
@NullMarked
package io.github.lakebasecdi.suite.app.observer;

import org.jspecify.annotations.NullMarked;
