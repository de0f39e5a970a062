package org.mispworkflows.benchmark;

import java.util.List;

/** The runs and what they may take. */
final class EngineBenchmarkWorks {

  static final List<String> ALL =
      List.of(
          "workflow_tlp_red__event_5kB",
          "workflow_tlp_red__event_10000_attributes",
          "workflow_20_nodes__event_1000_attributes");

  private EngineBenchmarkWorks() {}

  /** In microseconds, given what Jackson takes to parse the same bytes. */
  static double target(String work, double jackson) {
    return switch (work) {
      case "workflow_tlp_red__event_5kB" -> jackson + 5;
      case "workflow_tlp_red__event_10000_attributes" -> 1.2 * jackson;
      default -> 3_000;
    };
  }
}
