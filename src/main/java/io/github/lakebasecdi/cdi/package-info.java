/** The beans that an application injects. Internal: not API. */
@NullMarked
package io.github.lakebasecdi.cdi;

import org.jspecify.annotations.NullMarked;
