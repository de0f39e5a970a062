package org.mispworkflows;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.ejb.Stateless;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.mispworkflows.spi.WorkflowModule;

/** The house rules of docs/architecture.md, as sentences. */
class ArchitectureTest {

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("org.mispworkflows");

  private static final String ROOT = "org.mispworkflows.";

  /** From the top of the house to its cellar. */
  private static final List<String> MAP =
      List.of(
          "module",
          "ingest",
          "run",
          "workflow",
          "engine",
          "graph",
          "data",
          "misp",
          "outbound",
          "template",
          "security",
          "config",
          "spi");

  @Test
  void packages_know_only_what_lies_below_them_on_the_map() {
    classes().that().resideInAPackage(ROOT + "*..").should(pointDown()).check(PRODUCT);
  }

  @Test
  void the_spi_depends_on_the_jdk_and_jspecify_only() {
    classes()
        .that()
        .resideInAPackage(ROOT + "spi")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", ROOT + "spi")
        .check(PRODUCT);
  }

  @Test
  void the_engine_knows_no_database_and_no_queue() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + "engine", ROOT + "graph", ROOT + "data", ROOT + "template")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.persistence..", "jakarta.jms..", "org.hibernate..")
        .check(PRODUCT);
  }

  @Test
  void only_the_gateway_speaks_http() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "outbound")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..", "org.apache.hc..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.net\\.(HttpURLConnection|URLConnection|Socket)")
        .check(PRODUCT);
  }

  @Test
  void modules_are_stateless_ejbs_unless_a_service_offers_them() {
    classes()
        .that()
        .implement(WorkflowModule.class)
        .and()
        .areNotInterfaces()
        .and()
        .doNotHaveSimpleName("MispModuleAction")
        .should()
        .beAnnotatedWith(Stateless.class)
        .andShould()
        .resideInAPackage(ROOT + "module..")
        .check(PRODUCT);
  }

  @Test
  void no_package_is_a_drawer_for_everything() {
    noClasses()
        .should()
        .resideInAnyPackage(
            "..service..",
            "..dto..",
            "..util..",
            "..utils..",
            "..impl..",
            "..common..",
            "..manager..",
            "..helper..")
        .check(PRODUCT);
  }

  @Test
  void every_package_is_null_marked() {
    classes()
        .should(
            new ArchCondition<JavaClass>("be in a @NullMarked package") {
              @Override
              public void check(JavaClass item, ConditionEvents events) {
                boolean marked =
                    item.getPackage().tryGetAnnotationOfType(NullMarked.class).isPresent();
                events.add(
                    new SimpleConditionEvent(
                        item, marked, item.getName() + " is in an unmarked package"));
              }
            })
        .check(PRODUCT);
  }

  private static ArchCondition<JavaClass> pointDown() {
    return new ArchCondition<>("depend only on packages further down the map") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        int from = floor(item);
        for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
          int to = floor(dependency.getTargetClass());
          if (to < from)
            events.add(SimpleConditionEvent.violated(item, dependency.getDescription()));
        }
      }
    };
  }

  private static int floor(JavaClass type) {
    String name = type.getPackageName();
    if (!name.startsWith(ROOT)) return MAP.size();
    String first = name.substring(ROOT.length()).split("\\.", 2)[0];
    int floor = MAP.indexOf(first);
    if (floor < 0) throw new AssertionError("the package " + name + " is not on the map");
    return floor;
  }
}
