package io.github.lakebasecdi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.github.lakebasecdi",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROOT = "io.github.lakebasecdi";

  @ArchTest
  static final ArchRule THE_CORE_IS_PLAIN_JAVA =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + ".config", ROOT + ".credential", ROOT + ".pool")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta..", "org.eclipse.microprofile..", "io.opentelemetry..");

  @ArchTest
  static final ArchRule THERE_IS_NO_CYCLE =
      slices().matching("io.github.lakebasecdi.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule THE_API_KNOWS_NOTHING_BELOW_IT =
      noClasses()
          .that()
          .resideInAPackage(ROOT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ROOT + ".config..",
              ROOT + ".credential..",
              ROOT + ".pool..",
              ROOT + ".web..",
              ROOT + ".cdi..");

  @ArchTest
  static final ArchRule THE_CORE_KNOWS_NO_EDGE =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + ".config", ROOT + ".credential", ROOT + ".pool")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT + ".web..", ROOT + ".cdi..");

  @ArchTest
  static final ArchRule EDGES_DO_NOT_KNOW_EACH_OTHER_WEB =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".web")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + ".cdi");

  @ArchTest
  static final ArchRule EDGES_DO_NOT_KNOW_EACH_OTHER_CDI =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".cdi")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + ".web");

  @ArchTest
  static final ArchRule NO_SDK_TYPE_IN_THE_API =
      noClasses()
          .that()
          .resideInAPackage(ROOT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.databricks..", "com.zaxxer..", "org.postgresql..");
}
