/** A page of orders: each person sees their own, the application's service principal all. */
@NullMarked
package io.github.lakebasecdi.demo;

import org.jspecify.annotations.NullMarked;
