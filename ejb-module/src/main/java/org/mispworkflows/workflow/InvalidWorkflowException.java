package org.mispworkflows.workflow;

import jakarta.ejb.ApplicationException;
import java.util.List;
import java.util.stream.Collectors;
import org.mispworkflows.graph.Finding;

/** A workflow that can't be saved, with everything that is wrong with it. */
@ApplicationException(rollback = true)
public class InvalidWorkflowException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Finding> findings;

  /** With all findings, warnings too. */
  public InvalidWorkflowException(List<Finding> findings) {
    super(
        findings.stream()
            .filter(Finding::isError)
            .map(Finding::message)
            .collect(Collectors.joining(" ")));
    this.findings = List.copyOf(findings);
  }

  /** Everything that is wrong or odd. */
  public List<Finding> findings() {
    return findings;
  }
}
