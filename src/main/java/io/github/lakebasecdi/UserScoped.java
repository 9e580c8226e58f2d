package io.github.lakebasecdi;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Qualifies the {@link javax.sql.DataSource} whose connections belong to the person who is calling.
 *
 * <p>The data source may be injected into a bean of any scope: it decides at every {@code
 * getConnection()} who is calling, and never remembers a person. {@code getConnection()} throws
 * {@link java.sql.SQLInvalidAuthorizationSpecException} (SQLSTATE 28000) where nobody is signed in,
 * and outside a request.
 */
@Qualifier
@Documented
@Retention(RUNTIME)
@Target({TYPE, FIELD, METHOD, PARAMETER})
public @interface UserScoped {}
