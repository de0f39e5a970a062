package org.mispworkflows.module;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mispworkflows.module.logic.ExpressionIf;

class ExpressionIfTest {

  private static OneLogicNode.Way ask(String expression) {
    return OneLogicNode.of(
        new ExpressionIf(),
        "{'expression':\"" + expression + "\"}",
        "{'Event':{'info':'Phish','Attribute':[{'type':'ip-src'}]}}");
  }

  @Test
  void an_expression_that_holds_is_then_and_one_that_doesnt_is_else() {
    assertThat(
            ask("event.Attribute.exists(a, a.type.startsWith(event.Attribute[0].type))").output())
        .isEqualTo(1);
    assertThat(ask("size(event.Attribute) > 1").output()).isEqualTo(2);
  }

  @Test
  void an_expression_without_an_answer_goes_nowhere() {
    OneLogicNode.Way way = ask("event.Tag.size() > 0");
    assertThat(way.output()).isZero();
    assertThat(way.errors())
        .singleElement()
        .asString()
        .endsWith(
            "error: line 1, column 6: there is no `Tag`; ask with has(…) whether it is there");
  }
}
