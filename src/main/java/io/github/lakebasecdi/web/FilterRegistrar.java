package io.github.lakebasecdi.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Registers the filter before all that are declared, those of the application's {@code web.xml}
 * included. A web fragment cannot: its filters come after the application's. Public because the
 * container makes it.
 */
public class FilterRegistrar implements ServletContainerInitializer {

  /** Made by the container. */
  public FilterRegistrar() {}

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    FilterRegistration.@Nullable Dynamic filter =
        context.addFilter("io.github.lakebasecdi.identity", IdentityFilter.class);
    if (filter == null) {
      // The application has declared it itself, in an order of its own.
      return;
    }
    filter.setAsyncSupported(true);
    boolean afterDeclaredFilters = false;
    filter.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR),
        afterDeclaredFilters,
        "/*");
  }
}
