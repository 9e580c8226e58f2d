package io.github.lakebasecdi;

import javax.sql.DataSource;

/**
 * The connection pools of the application: one for the service principal, and a small one for each
 * person. Inject it for work outside a request, and to see what the pools do. Thread safe.
 */
public interface LakebasePools extends AutoCloseable {

  /** The data source of the application's own identity. Does not block. */
  DataSource servicePrincipal();

  /**
   * A data source for one person, for work outside a request: a scheduled task, another thread. The
   * pool behind it is the one that requests of the same person with the same token use. Does not
   * block and opens nothing; {@code getConnection()} does, as in a request.
   *
   * @param user the person, and the token their connections are opened with
   */
  DataSource forUser(UserIdentity user);

  /** What the pools hold at this moment. Does not block. */
  Statistics statistics();

  /**
   * Closes every pool: lends nothing more, waits for what is lent, closes all connections. Returns
   * within {@code lakebase.shutdown-timeout}; what is still lent then is cut off. Closing twice
   * does nothing.
   */
  @Override
  void close();

  /**
   * Figures about the pools.
   *
   * @param service the service principal's pool
   * @param users all user pools together
   * @param userPools the number of user pools
   * @param evictedPools the number of user pools closed since the start because nobody used them
   */
  record Statistics(Connections service, Connections users, int userPools, long evictedPools) {}

  /**
   * Connections, counted at one moment.
   *
   * @param total open connections
   * @param idle open connections that nobody uses
   * @param waiting threads that wait for a connection
   */
  record Connections(int total, int idle, int waiting) {

    /** The sum of the two. */
    public Connections plus(Connections other) {
      return new Connections(total + other.total, idle + other.idle, waiting + other.waiting);
    }
  }
}
