package io.github.lakebasecdi.suite.app.notes;

import io.github.lakebasecdi.ServicePrincipal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;

/** Creates the table as the service principal when the application starts. */
@ApplicationScoped
public class NotesSchema {

  void create(@Observes Startup event, @ServicePrincipal DataSource everyones)
      throws SQLException, IOException {
    try (InputStream script = NotesSchema.class.getResourceAsStream("notes.sql");
        var connection = everyones.getConnection();
        var statement = connection.createStatement()) {
      byte[] sql = Objects.requireNonNull(script, "notes.sql").readAllBytes();
      statement.execute(new String(sql, StandardCharsets.UTF_8));
    }
  }
}
