package org.mispworkflows.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.mispworkflows.engine.Walk;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A payload's whole way through the engine, beside Jackson's parsing of the same bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@NullUnmarked
public class EngineBenchmark {

  @Param({
    "workflow_tlp_red__event_5kB",
    "workflow_tlp_red__event_10000_attributes",
    "workflow_20_nodes__event_1000_attributes"
  })
  public String work;

  private final ObjectMapper jackson = new ObjectMapper();
  private Workload workload;

  /** Compiles the workflow and proves that it does the expected work. */
  @Setup
  public void setUp() {
    String[] names = work.split("__", 2);
    workload = new Workload(names[0], names[1]);
  }

  /** Text to outcome. */
  @Benchmark
  public Walk.Result engine() {
    return workload.run();
  }

  /** Text to Jackson's tree. */
  @Benchmark
  public JsonNode jackson() throws IOException {
    return jackson.readTree(workload.event());
  }
}
