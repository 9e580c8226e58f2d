/**
 * The public API: the qualifiers, the caller's identity, {@link
 * io.github.lakebasecdi.LakebasePools}, and the seam for credentials.
 *
 * <p>Everything in the packages below this one is internal and not API: it changes without notice.
 */
@NullMarked
package io.github.lakebasecdi;

import org.jspecify.annotations.NullMarked;
