/**
 * A local Lakebase for development and tests; never part of a production application.
 *
 * <p>{@link io.github.lakebasecdi.emulator.LakebaseEmulator} starts it, {@link
 * io.github.lakebasecdi.emulator.Knobs} disturbs it, {@link
 * io.github.lakebasecdi.emulator.Counters} tells what reached it. Everything that is not public is
 * not API.
 */
@NullMarked
package io.github.lakebasecdi.emulator;

import org.jspecify.annotations.NullMarked;
