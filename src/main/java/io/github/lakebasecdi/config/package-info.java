/** The settings, read and checked. Internal: not API. */
@NullMarked
package io.github.lakebasecdi.config;

import org.jspecify.annotations.NullMarked;
