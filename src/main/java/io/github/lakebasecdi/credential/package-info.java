/** Minting and caching of credentials. Internal: not API. */
@NullMarked
package io.github.lakebasecdi.credential;

import org.jspecify.annotations.NullMarked;
