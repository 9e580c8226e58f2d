package io.github.lakebasecdi.demo;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * An order as PostgreSQL has it.
 *
 * @param owner the Postgres role whose order it is
 */
public record Order(long id, String owner, String item, BigDecimal amount, Instant createdAt) {}
