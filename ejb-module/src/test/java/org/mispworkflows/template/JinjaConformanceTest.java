package org.mispworkflows.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What real Jinja2 3.1 (sandboxed, no autoescape, lenient undefined) gave for the same input. */
class JinjaConformanceTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TestFactory
  Stream<DynamicTest> givesWhatJinjaGivesForTheReferenceCases() throws IOException {
    return cases("jinja.json");
  }

  /** Written for this package or generated at random, with the answers of Jinja2 3.1.6. */
  @TestFactory
  Stream<DynamicTest> givesWhatJinjaGivesForGeneratedCases() throws IOException {
    return cases("jinja-generated.json");
  }

  private static Stream<DynamicTest> cases(String file) throws IOException {
    JsonNode root;
    try (InputStream in = JinjaConformanceTest.class.getResourceAsStream("/conformance/" + file)) {
      root = JSON.readTree(Objects.requireNonNull(in, file));
    }
    JsonNode data = root.get("data");
    return StreamSupport.stream(root.get("cases").spliterator(), false)
        .map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> check(c, data)));
  }

  private static void check(JsonNode testCase, JsonNode data) {
    String template = testCase.get("template").asText();
    Map<String, Object> root =
        JSON.convertValue(data.get(testCase.get("data").asText()), new TypeReference<>() {});
    Map<String, Object> before = JSON.convertValue(root, new TypeReference<>() {});
    if (testCase.has("expected_error")) {
      Throwable failure = catchThrowable(() -> render(template, root));
      assertThat(failure)
          .as("%s fails in Jinja: %s", template, testCase.get("expected_error"))
          .isInstanceOfAny(TemplateException.class, TemplateSyntaxException.class);
    } else {
      assertThat(render(template, root)).as(template).isEqualTo(testCase.get("expected").asText());
    }
    assertThat(root).as("the data stays as it was").isEqualTo(before);
  }

  private static String render(String template, Map<String, Object> root) {
    return Jinja.compile(template).render(root, RenderLimits.DEFAULT);
  }
}
