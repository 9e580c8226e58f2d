/** Tests of the emulator; those that start servers are named IT. */
@NullMarked
package io.github.lakebasecdi.emulator;

import org.jspecify.annotations.NullMarked;
