package org.mispworkflows.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.mispworkflows.graph.Finding;
import org.mispworkflows.graph.GraphNode;
import org.mispworkflows.graph.GraphText;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.template.RenderLimits;

class ParameterBinderTest {

  private static final ModuleDescriptor EVERYTHING =
      TestModules.catalog().descriptor("everything").orElseThrow();

  private static ParameterBinder bind(String parameters) {
    GraphNode node = GraphText.of("1 action:everything " + parameters).nodes().iterator().next();
    return new ParameterBinder(EVERYTHING, node, RenderLimits.DEFAULT);
  }

  private static String bound(String parameters) {
    return bind(parameters).bind(LinkedHashMap::new).toString();
  }

  private static List<String> codes(String parameters) {
    return bind(parameters).findings().stream().map(Finding::code).toList();
  }

  @Test
  void what_is_not_stored_or_null_is_the_default() {
    String defaults =
        "Params[text=hello, colour=RED, lenient=GREEN, list=[a], path=Event.info, expression=true, flag=true, number=7]";
    assertThat(bound("{}")).isEqualTo(defaults);
    assertThat(bound("{\"text\":null,\"list\":null}")).isEqualTo(defaults);
  }

  @Test
  void stored_values_take_the_type_of_the_parameter() {
    assertThat(
            bound(
                "{\"text\":5,\"colour\":\"green\",\"lenient\":\"red\",\"list\":\"x\",\"path\":\"Tag.{n}.name\",\"expression\":\"event.id == 1\",\"flag\":\"0\",\"number\":\"3\"}"))
        .isEqualTo(
            "Params[text=5, colour=GREEN, lenient=RED, list=[x], path=Tag.{n}.name, expression=event.id == 1, flag=false, number=3]");
    assertThat(bound("{\"list\":[1,\"b\"]}")).contains("list=[1, b]");
    assertThat(bound("{\"list\":\"\"}")).contains("list=[]");
  }

  @Test
  void an_unknown_option_is_an_error_unless_the_module_can_live_with_it() {
    assertThat(codes("{\"colour\":\"blue\"}")).containsExactly("unknown-option");
    assertThat(bind("{\"colour\":\"blue\"}").hasErrors()).isTrue();
    assertThat(codes("{\"lenient\":\"blue\"}")).containsExactly("unknown-option");
    assertThat(bind("{\"lenient\":\"blue\"}").hasErrors()).isFalse();
    assertThat(bound("{\"lenient\":\"blue\"}")).contains("lenient=null");
    assertThat(bind("{\"colour\":\"blue\"}").findings().get(0).message())
        .contains("`colour`")
        .contains("`blue` is none of red, green");
  }

  @Test
  void a_missing_mandatory_value_is_an_error() {
    assertThat(codes("{\"text\":\"\"}")).containsExactly("missing-parameter");
  }

  @Test
  void a_malformed_path_is_an_error() {
    assertThat(codes("{\"path\":\"Event.Tag.{n}[name=\"}")).containsExactly("malformed-path");
    assertThat(codes("{\"path\":\"Event.Tag.{n}[name=/(/]\"}")).containsExactly("malformed-path");
    assertThat(codes("{\"path\":\"Event.Tag.{n\"}")).containsExactly("malformed-path");
    assertThat(codes("{\"path\":\"Event.Tag.{N}.name\"}")).containsExactly("malformed-path");
  }

  @Test
  void a_malformed_expression_is_an_error_with_its_place() {
    assertThat(bind("{\"expression\":\"event.id ==\\n  foo(1)\"}").findings())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.code()).isEqualTo("malformed-expression");
              assertThat(f.isError()).isTrue();
              assertThat(f.message())
                  .isEqualTo(
                      "`everything` (1), parameter `expression`: line 2, column 6: unknown function `foo`");
            });
    assertThat(codes("{\"expression\":\" \"}")).containsExactly("malformed-expression");
  }

  @Test
  void a_list_where_one_text_is_needed_is_an_error() {
    assertThat(codes("{\"text\":[\"a\",\"b\"]}")).containsExactly("malformed-parameter");
  }

  @Test
  void a_malformed_template_is_an_error_with_its_line() {
    GraphNode node =
        GraphText.of("1 action:note {\"text\":\"a\\n{{ b\"}").nodes().iterator().next();
    ParameterBinder binder =
        new ParameterBinder(
            TestModules.catalog().descriptor("note").orElseThrow(), node, RenderLimits.DEFAULT);
    assertThat(binder.findings())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.code()).isEqualTo("malformed-template");
              assertThat(f.message()).contains("line 2");
            });
  }

  /** As a custom module's is, which another deployment's class loader has loaded. */
  @Test
  void a_hidden_record_of_another_class_loader_is_bound() throws Exception {
    ModuleDescriptor elsewhere =
        ModuleDescriptor.of(new Elsewhere().loadClass(TestModules.Everything.class.getName()));
    assertThat(elsewhere.parametersType()).isNotEqualTo(EVERYTHING.parametersType());
    GraphNode node =
        GraphText.of("1 action:everything {\"colour\":\"green\"}").nodes().iterator().next();
    Record bound =
        new ParameterBinder(elsewhere, node, RenderLimits.DEFAULT).bind(LinkedHashMap::new);
    assertThat(bound).isInstanceOf(elsewhere.parametersType());
    assertThat(bound.toString()).contains("colour=GREEN, lenient=GREEN");
  }

  /** Loads the test modules anew, and shares the rest. */
  private static final class Elsewhere extends ClassLoader {

    Elsewhere() {
      super(ParameterBinderTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(TestModules.class.getName())) return super.loadClass(name, resolve);
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) return loaded;
      String file = name.replace('.', '/') + ".class";
      try (InputStream in = Objects.requireNonNull(getResourceAsStream(file), file)) {
        byte[] code = in.readAllBytes();
        return defineClass(name, code, 0, code.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
