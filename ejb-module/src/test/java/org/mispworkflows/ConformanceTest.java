package org.mispworkflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mispworkflows.conformance.Case;
import org.mispworkflows.conformance.Families;
import org.mispworkflows.conformance.Family;
import org.mispworkflows.conformance.Tally;
import org.mispworkflows.conformance.Vectors;
import org.mispworkflows.data.Json;

/**
 * Holds the engine against MISP's: {@code mvn -pl ejb-module test -Dtest=ConformanceTest
 * [-Dconformance.dir=<folder>]}. The outcome goes to {@code target/conformance-report.json}.
 */
class ConformanceTest {

  /** How many mismatches of a family are explained on the console. */
  private static final int SHOWN = 20;

  private static final Path REPORT = Path.of("target", "conformance-report.json");

  @Test
  void whatMispWasSeenToDoHappensHereToo() throws IOException {
    String folder = System.getProperty("conformance.dir", "");
    Vectors vectors = folder.isEmpty() ? Vectors.builtIn() : Vectors.in(Path.of(folder));
    if (!folder.isEmpty())
      assertThat(Path.of(folder)).as("the folder that conformance.dir names").isDirectory();
    Map<String, @Nullable Object> families = new LinkedHashMap<>();
    Map<String, String> broken = new LinkedHashMap<>();
    for (Family family : Families.ALL) {
      Optional<List<Case>> cases = vectors.read(family.name());
      if (cases.isEmpty()) {
        System.out.printf("%-18s skipped: there is no such file%n", family.name());
        continue;
      }
      Tally tally = Tally.of(family, cases.get());
      System.out.println(tally);
      families.put(family.name(), tally.toTree());
      tally.mismatches().entrySet().stream()
          .limit(SHOWN)
          .forEach(e -> System.out.println("  " + e.getKey() + ": " + e.getValue()));
      int more = tally.mismatches().size() - SHOWN;
      if (more > 0) System.out.println("  and " + more + " more; the report has their names");
      broken.putAll(tally.mismatches());
    }
    Files.createDirectories(REPORT.getParent());
    Files.writeString(REPORT, Json.writePretty(Map.of("families", families)));
    assertThat(families).as("families with a file in %s", folder).isNotEmpty();
    assertThat(broken).as("mismatches").isEmpty();
  }
}
