package io.github.lakebasecdi.web;

import io.github.lakebasecdi.config.LakebaseConfig;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * Reads the on-behalf-of headers of every request into the request-scoped bean, before the
 * application's own filters. It refuses nothing: a request whose identity is missing or invalid
 * goes on, and fails where it asks for a user's connection.
 */
public class IdentityFilter implements Filter {

  private final RequestIdentity identity;
  private final LakebaseConfig config;

  /** Made by the container. */
  @Inject
  public IdentityFilter(RequestIdentity identity, LakebaseConfig config) {
    this.identity = identity;
    this.config = config;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest http) {
      HeaderIdentity read =
          HeaderIdentity.read(config.headers(), name -> all(http.getHeaders(name)));
      try {
        identity.fill(read);
      } catch (ContextNotActiveException e) {
        // The container handles an error outside any request context: nobody is calling there.
      }
    }
    chain.doFilter(request, response);
  }

  private static List<String> all(Enumeration<String> values) {
    return values == null ? List.of() : Collections.list(values);
  }
}
