/** The servlet filter that reads the on-behalf-of headers. Internal: not API. */
@NullMarked
package io.github.lakebasecdi.web;

import org.jspecify.annotations.NullMarked;
