package org.mispworkflows.run;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.Length;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.engine.Journal;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.ModuleResult.Failed;
import org.mispworkflows.spi.ModuleResult.Output;
import org.mispworkflows.spi.ModuleResult.Stopped;

/** One execution of one node in a run. Never changes. */
@Entity
@IdClass(RunStep.Key.class)
@Table(name = "run_step")
public class RunStep {

  /**
   * The key of the row.
   *
   * @param runId of which run
   * @param seq the how-manieth execution, from 1
   */
  public record Key(long runId, int seq) implements Serializable {}

  @Id
  @Column(name = "run_id")
  private long runId;

  @Id
  @Column(name = "seq")
  private int seq;

  @Column(name = "graph_node", length = 190, nullable = false)
  private String nodeId = "";

  @Column(name = "module_id", length = 190, nullable = false)
  private String moduleId = "";

  @Column(name = "result", length = 20, nullable = false)
  private String result = "";

  @Column(name = "output")
  private @Nullable Integer output;

  @Column(name = "micros", nullable = false)
  private long micros;

  @Column(name = "messages", length = Length.LONG32)
  private @Nullable String messages;

  /** For JPA. */
  protected RunStep() {}

  RunStep(long runId, int seq, Journal.Entry entry) {
    this.runId = runId;
    this.seq = seq;
    this.nodeId = entry.node().id();
    this.moduleId = entry.node().moduleId();
    this.result = result(entry.result());
    this.output = entry.result() instanceof Output o ? o.number() : null;
    this.micros = entry.nanos() / 1000;
    List<String> texts = new ArrayList<>(errors(entry.result()));
    texts.addAll(entry.notes());
    this.messages = texts.isEmpty() ? null : Json.write(texts);
  }

  private static String result(ModuleResult result) {
    if (result instanceof Failed) return "failed";
    if (result instanceof Stopped) return "stopped";
    if (result instanceof Output) return "routed";
    if (result instanceof ModuleResult.Refilter) return "filtered";
    return result instanceof ModuleResult.Fork ? "forked" : "success";
  }

  private static List<String> errors(ModuleResult result) {
    if (result instanceof Failed failed) return failed.errors();
    if (result instanceof Stopped stopped) return List.of(stopped.message());
    return result instanceof Output output ? output.errors() : List.of();
  }

  /** The how-manieth execution of the run, from 1. */
  public int getSeq() {
    return seq;
  }

  /** The node, as the graph names it. */
  public String getNodeId() {
    return nodeId;
  }

  /** Its module. */
  public String getModuleId() {
    return moduleId;
  }

  /** {@code success}, {@code failed}, {@code stopped}, {@code routed} or {@code forked}. */
  public String getResult() {
    return result;
  }

  /** The output that a logic node chose; null for all others. */
  public @Nullable Integer getOutput() {
    return output;
  }

  /** How long it took, in microseconds. */
  public long getMicros() {
    return micros;
  }

  /** Errors first, then what the module noted. */
  public List<String> getMessages() {
    return messages == null
        ? List.of()
        : Loose.values(Json.parse(messages)).stream().map(Loose::text).toList();
  }
}
