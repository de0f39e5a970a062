package org.mispworkflows.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MermaidTest {

  @Test
  void two_outputs_are_then_and_else_more_are_numbers() {
    assertThat(
            Mermaid.drawing(
                GraphText.of(
                    """
                    1 trigger:event-publish -> 2
                    2 logic:tag-if -> 3 | 4
                    3 logic:switch -> 4 | | 5
                    4 action:note
                    5 action:note
                    """)))
        .contains(
            "n1 --> n2", "n2 -->|then| n3", "n2 -->|else| n4", "n3 -->|1| n4", "n3 -->|3| n5");
  }
}
