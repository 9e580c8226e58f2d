package io.github.lakebasecdi.suite.harness;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Properties;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.slf4j.jul.JULServiceProvider;

/** An application to deploy: what a user's build packs, classes, and a file of settings. */
public final class War {

  private final WebArchive archive;
  private final Properties settings = new Properties();

  private War(WebArchive archive) {
    this.archive = archive;
  }

  /** One with the library as its only dependency. */
  public static War withLibrary(String name) {
    return packed("library.war", name);
  }

  /** One with the emulator as well. */
  public static War withEmulator(String name) {
    return packed("development.war", name);
  }

  /** One without the library. */
  public static War plain(String name) {
    return new War(ShrinkWrap.create(WebArchive.class, name + ".war"));
  }

  /** Adds the package of a class, and of what every application has. */
  public War with(Class<?> member) {
    archive.addPackage(member.getPackage());
    return this;
  }

  /** Adds a file of the member's package. */
  public War withFile(Class<?> member, String name) {
    archive.addAsResource(member.getPackage(), name);
    return this;
  }

  /** Lets the log of the server show the lines of the pools and of the SDK. */
  public War withLogging() {
    archive.addAsLibraries(
        new File(
            JULServiceProvider.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath()));
    return this;
  }

  /** The application's page for a status, which only a web.xml can name. */
  public War withErrorPage(int status, String location) {
    archive.setWebXML(
        new StringAsset(
            """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <error-page>
                <error-code>%d</error-code>
                <location>%s</location>
              </error-page>
            </web-app>
            """
                .formatted(status, location)));
    return this;
  }

  /** Lets it use the run's Lakebase. */
  public War onLakebase() {
    settings.putAll(Lakebase.settings());
    return this;
  }

  /** Changes a setting. */
  public War set(String name, String value) {
    settings.setProperty(name, value);
    return this;
  }

  /** The archive. */
  public WebArchive build() {
    StringWriter text = new StringWriter();
    try {
      settings.store(text, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return archive.addAsResource(
        new StringAsset(text.toString()), "META-INF/microprofile-config.properties");
  }

  private static War packed(String file, String name) {
    File packed = Path.of(Setting.WARS.value(), file).toFile();
    return new War(
        ShrinkWrap.create(ZipImporter.class, name + ".war")
            .importFrom(packed)
            .as(WebArchive.class));
  }
}
