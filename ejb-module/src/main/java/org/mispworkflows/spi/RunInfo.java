package org.mispworkflows.spi;

/**
 * Which run a node belongs to.
 *
 * @param id of the run; 0 for one that isn't stored
 * @param triggerId what started it
 * @param workflowId of the workflow
 * @param workflowName of the workflow
 * @param blocking whether somebody waits for the answer
 * @param dryRun whether nothing outside may be changed
 * @param startedBy the account or the API key's label that started it; empty when nobody is known
 */
public record RunInfo(
    long id,
    String triggerId,
    long workflowId,
    String workflowName,
    boolean blocking,
    boolean dryRun,
    String startedBy) {}
