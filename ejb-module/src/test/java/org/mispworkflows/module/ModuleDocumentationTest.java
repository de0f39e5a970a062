package org.mispworkflows.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mispworkflows.spi.ModuleDescriptor;

/** The page on the built-in modules says what they say of themselves. */
class ModuleDocumentationTest {

  private static final Path PAGE = Path.of("..", "docs", "modules.md");

  @Test
  void the_page_on_the_modules_is_up_to_date() throws IOException {
    String page = ModuleReference.of(ModuleContractTest.modules());
    if (Boolean.getBoolean("docs.update")) Files.writeString(PAGE, page);
    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as("docs/modules.md; the page itself says how it is written anew")
        .isEqualTo(page);
  }

  @Test
  void the_order_in_which_modules_are_found_does_not_matter() {
    List<ModuleDescriptor> reversed = new ArrayList<>(ModuleContractTest.modules());
    Collections.reverse(reversed);
    assertThat(ModuleReference.of(reversed))
        .isEqualTo(ModuleReference.of(ModuleContractTest.modules()));
  }
}
