package io.github.lakebasecdi.pool;

import java.sql.Connection;
import java.sql.SQLException;

/** A data source over a pool. */
final class BorrowingDataSource extends AbstractDataSource {

  /** Lends a connection. */
  @FunctionalInterface
  interface Lender {
    Connection borrow() throws SQLException;
  }

  private final Lender lender;

  BorrowingDataSource(Lender lender) {
    this.lender = lender;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return lender.borrow();
  }
}
