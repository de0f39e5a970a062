package org.mispworkflows.benchmark;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs all measurements and prints one line of JSON for each, with its target. */
public final class Benchmarks {

  private Benchmarks() {}

  /** With {@code quick}: seconds instead of minutes, for a first look. */
  public static void main(String[] args) throws RunnerException {
    boolean quick = args.length > 0 && args[0].equals("quick");
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(EngineBenchmark.class.getSimpleName())
            .jvmArgs("-Xms1g", "-Xmx1g")
            .forks(quick ? 1 : 3)
            .warmupIterations(quick ? 8 : 5)
            .warmupTime(TimeValue.seconds(quick ? 1 : 2))
            .measurementIterations(quick ? 3 : 5)
            .measurementTime(TimeValue.seconds(quick ? 1 : 2));
    Collection<RunResult> results = new Runner(options.build()).run();
    Map<String, Double> micros = new TreeMap<>();
    for (RunResult result : results) {
      micros.put(
          result.getParams().getParam("work") + " " + result.getPrimaryResult().getLabel(),
          result.getPrimaryResult().getScore());
    }
    for (String work : EngineBenchmarkWorks.ALL) {
      double engine = micros.getOrDefault(work + " engine", Double.NaN);
      double jackson = micros.getOrDefault(work + " jackson", Double.NaN);
      double target = EngineBenchmarkWorks.target(work, jackson);
      System.out.printf(
          Locale.ROOT,
          "{\"run\":\"%s\",\"engine_us\":%.1f,\"jackson_parse_us\":%.1f,\"target_us\":%.1f,\"met\":%s}%n",
          work,
          engine,
          jackson,
          target,
          engine <= target);
    }
    System.out.println(SearchOfTags.measured());
    System.out.println(HeapOfAnEvent.measured());
  }
}
