/** Physical connections and the pools that keep them. Internal: not API. */
@NullMarked
package io.github.lakebasecdi.pool;

import org.jspecify.annotations.NullMarked;
