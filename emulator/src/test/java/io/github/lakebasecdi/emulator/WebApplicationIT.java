package io.github.lakebasecdi.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The emulator inside a web application: another class loader, and not the thread's. */
class WebApplicationIT {

  @Test
  void runsFromAClassLoaderOfItsOwnAndLeavesNoThread() throws Exception {
    Map<String, String> settings =
        Map.of(
            "lakebase.emulator.users", "eve@example.com",
            "lakebase.emulator.workspace-port", "0",
            "lakebase.emulator.gateway-port", "0",
            "lakebase.emulator.front-door-port", "0");
    Function<String, Optional<String>> lookup = name -> Optional.ofNullable(settings.get(name));
    Thread current = Thread.currentThread();
    ClassLoader before = current.getContextClassLoader();
    try (URLClassLoader application =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      current.setContextClassLoader(ClassLoader.getPlatformClassLoader());
      Class<?> type = Class.forName(DevelopmentLakebase.class.getName(), true, application);
      Object started =
          Objects.requireNonNull(type.getMethod("start", Function.class).invoke(null, lookup));
      Map<?, ?> environment = (Map<?, ?>) ((Supplier<?>) started).get();

      assertThat(type).isNotEqualTo(DevelopmentLakebase.class);
      URI workspace = URI.create(String.valueOf(environment.get("DATABRICKS_HOST")));
      assertThat(discovery(workspace).statusCode()).isEqualTo(200);
      assertThat(current.getContextClassLoader()).isSameAs(ClassLoader.getPlatformClassLoader());
      assertThat(threadsOf(application)).isNotEmpty();
      Path certificate = Path.of(String.valueOf(environment.get("PGSSLROOTCERT")));

      ((AutoCloseable) started).close();

      assertThat(Files.exists(certificate.getParent())).isFalse();
      await().until(() -> threadsOf(application).isEmpty());
    } finally {
      current.setContextClassLoader(before);
    }
  }

  private static HttpResponse<String> discovery(URI workspace) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(workspace.resolve("/.well-known/databricks-config")).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  /** By context class loader or by name: what would keep an undeployed application in memory. */
  private static List<String> threadsOf(ClassLoader application) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            thread ->
                thread.getContextClassLoader() == application
                    || thread.getName().startsWith("lakebase-emulator"))
        // pgjdbc's cleaner ends by itself, half a minute after the last connection.
        .filter(thread -> !thread.getName().startsWith("PostgreSQL-JDBC-Cleaner"))
        .map(Thread::getName)
        .toList();
  }

  private static URL[] classPath() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return urls.toArray(new URL[0]);
  }
}
