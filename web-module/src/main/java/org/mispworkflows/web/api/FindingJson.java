package org.mispworkflows.web.api;

import java.util.List;
import java.util.Locale;
import org.mispworkflows.graph.Finding;

/**
 * A finding, as the API shows it.
 *
 * @param severity error or warning
 * @param code stable, for programs
 * @param message for people
 * @param nodes ids of the nodes concerned
 * @param edges the connections concerned
 */
public record FindingJson(
    String severity, String code, String message, List<String> nodes, List<Finding.Edge> edges) {

  static FindingJson of(Finding finding) {
    return new FindingJson(
        finding.severity().name().toLowerCase(Locale.ROOT),
        finding.code(),
        finding.message(),
        finding.nodes(),
        finding.edges());
  }
}
