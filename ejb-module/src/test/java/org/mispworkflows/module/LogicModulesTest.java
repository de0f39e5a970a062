package org.mispworkflows.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.mispworkflows.conformance.Case;
import org.mispworkflows.conformance.Families;
import org.mispworkflows.conformance.Family;
import org.mispworkflows.conformance.Vectors;
import org.mispworkflows.conformance.Verdict;

/**
 * The IF modules that are there choose the outputs that MISP chose, while the filters are still to
 * come.
 */
class LogicModulesTest {

  /**
   * A list as `value` of a text parameter, and an event whose level is "inherit", which none has.
   */
  private static final Set<String> STILL_DIFFERENT =
      Set.of("generic-if-edge#7", "distribution-if-more_permisive_or_equal_than#33");

  @Test
  void every_if_module_goes_where_misp_went() throws IOException {
    Family family =
        Families.ALL.stream()
            .filter(f -> f.name().equals("logic_modules"))
            .findFirst()
            .orElseThrow();
    Set<String> different = new TreeSet<>();
    int judged = 0;
    for (Case observed : Vectors.builtIn().read("logic_modules").orElseThrow()) {
      if (observed.text("module").startsWith("generic-filter")) continue;
      judged++;
      if (family.judge(observed) instanceof Verdict.Mismatch) different.add(observed.name());
    }
    assertThat(judged).isGreaterThan(450);
    assertThat(different).isEqualTo(STILL_DIFFERENT);
  }
}
