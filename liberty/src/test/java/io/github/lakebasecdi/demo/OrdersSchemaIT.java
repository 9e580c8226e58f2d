package io.github.lakebasecdi.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.lakebasecdi.emulator.LakebaseEmulator;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several starts of the demo on one database. */
class OrdersSchemaIT {

  private static final int INSTANCES = 4;

  private LakebaseEmulator lakebase;
  private DataSource everyones;
  private OrdersSchema schema;

  @BeforeEach
  void start() {
    lakebase = LakebaseEmulator.builder().user(RunningDemo.ALICE).start();
    everyones = servicePrincipal();
    schema = new OrdersSchema(everyones);
  }

  @AfterEach
  void stop() {
    lakebase.close();
  }

  @Test
  void aSecondStartChangesNothing() throws SQLException {
    schema.createIfMissing();
    List<Order> created = orders();
    try (Connection connection = everyones.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM app.orders WHERE id = 1");
    }

    schema.createIfMissing();

    assertThat(orders()).isEqualTo(created.stream().filter(order -> order.id() != 1).toList());
  }

  @Test
  void startsAtTheSameTimeCreateItOnce() throws Exception {
    ExecutorService instances = Executors.newFixedThreadPool(INSTANCES);
    try {
      List<Future<?>> starts = new ArrayList<>();
      for (int instance = 0; instance < INSTANCES; instance++) {
        starts.add(
            instances.submit(
                () -> {
                  schema.createIfMissing();
                  return null;
                }));
      }
      for (Future<?> start : starts) {
        start.get();
      }
    } finally {
      instances.shutdownNow();
    }

    assertThat(orders()).extracting(Order::owner).hasSize(5).contains(RunningDemo.ALICE);
  }

  @Test
  void nobodyWritesInAnothersName() throws SQLException {
    schema.createIfMissing();

    try (Connection connection = lakebase.superuserConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET ROLE \"" + RunningDemo.ALICE + "\"");

      assertThat(
              catchThrowableOfType(
                      SQLException.class,
                      () ->
                          statement.execute(
                              "INSERT INTO app.orders (owner, item, amount)"
                                  + " VALUES ('bob@example.com', 'Tea', 1)"))
                  .getSQLState())
          .isEqualTo("42501");
    }
  }

  private List<Order> orders() throws SQLException {
    return new Orders(everyones).list();
  }

  /** Connections that have become the service principal. */
  private DataSource servicePrincipal() {
    return (DataSource)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              Connection connection = lakebase.superuserConnection();
              try (Statement statement = connection.createStatement()) {
                statement.execute("SET ROLE \"" + lakebase.clientId() + "\"");
              }
              return connection;
            });
  }
}
