package org.mispworkflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.mispworkflows.config.Setting;
import org.mispworkflows.config.Settings;
import org.mispworkflows.data.Json;
import org.mispworkflows.engine.Limits;
import org.mispworkflows.engine.ModuleCatalog;
import org.mispworkflows.engine.Plan;
import org.mispworkflows.engine.PlanCompiler;
import org.mispworkflows.engine.Walk;
import org.mispworkflows.example.WordIf;
import org.mispworkflows.graph.GraphText;
import org.mispworkflows.module.trigger.EventPublish;
import org.mispworkflows.spi.MispConnection;
import org.mispworkflows.spi.ModuleResult.Output;
import org.mispworkflows.spi.PathFilters;
import org.mispworkflows.spi.RunInfo;

/** What the documentation says is true. */
class DocumentationTest {

  private static String read(String file) throws IOException {
    return Files.readString(Path.of("..").resolve(file));
  }

  @Test
  void the_example_module_is_the_one_that_is_compiled_here() throws IOException {
    String source = read("ejb-module/src/test/java/org/mispworkflows/example/WordIf.java");
    assertThat(read("docs/write-a-module.md")).contains(source.strip());
  }

  @Test
  void the_example_module_works() {
    Plan plan =
        new PlanCompiler(
                new ModuleCatalog(List.of(new EventPublish(), new WordIf())),
                id -> true,
                Limits.DEFAULT)
            .compile(
                GraphText.of("1 trigger:event-publish -> 2\n2 logic:word-if {\"word\":\"wave\"}"));
    RunInfo run = new RunInfo(1, "event-publish", 1, "Example", true, false, "");
    Walk walk = new Walk(run, MispConnection.NONE, Limits.DEFAULT, (head, data, filters) -> {});
    Object data = Json.parse("{\"Event\":{\"info\":\"a wave of mails\"}}");
    Walk.Result result =
        walk.from(
            Objects.requireNonNull(plan.trigger()),
            Objects.requireNonNull(Json.map(data)),
            PathFilters.NONE);
    assertThat(result.journal().entries().get(0).result()).isEqualTo(new Output(1, List.of()));
  }

  @Test
  void every_setting_is_documented_with_its_default() throws IOException {
    String operate = read("docs/operate.md");
    for (Setting<?> s : Settings.ALL) {
      String byDefault = s.defaultText().isEmpty() ? "" : "`" + s.defaultText() + "`";
      assertThat(operate).contains("| `" + s.key() + "` | " + byDefault + " | " + s.doc() + " |");
    }
  }
}
