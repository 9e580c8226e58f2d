package io.github.lakebasecdi.suite.app.notes;

import io.github.lakebasecdi.ServicePrincipal;
import io.github.lakebasecdi.UserScoped;
import io.github.lakebasecdi.suite.app.Refusal;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * The notes that the caller may see ({@code /notes}), or all of them ({@code /notes?all}), each as
 * {@code owner|line}; {@code POST} writes one under the caller's name or another's.
 */
@WebServlet("/notes")
public class NotesServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject @UserScoped transient DataSource mine;
  @Inject @ServicePrincipal transient DataSource everyones;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("X-Thread", Thread.currentThread().getName());
    response.setHeader("X-Client-Port", Integer.toString(request.getRemotePort()));
    try {
      DataSource source = request.getParameter("all") == null ? mine : everyones;
      response.getWriter().write(String.join("\n", notes(source)));
    } catch (SQLException e) {
      Refusal.write(e, response);
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try (Connection connection = mine.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO suite.notes (owner, line) VALUES (?, ?)")) {
      insert.setString(1, request.getParameter("owner"));
      insert.setString(2, request.getParameter("line"));
      insert.executeUpdate();
      response.setStatus(HttpServletResponse.SC_CREATED);
    } catch (SQLException e) {
      Refusal.write(e, response);
    }
  }

  private static List<String> notes(DataSource source) throws SQLException {
    List<String> notes = new ArrayList<>();
    try (Connection connection = source.getConnection();
        var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT owner, line FROM suite.notes")) {
      while (rows.next()) {
        notes.add(rows.getString(1) + "|" + rows.getString(2));
      }
    }
    return notes;
  }
}
