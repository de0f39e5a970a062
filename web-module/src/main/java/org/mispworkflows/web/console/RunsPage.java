package org.mispworkflows.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.engine.ModuleCatalog;
import org.mispworkflows.engine.Outcome;
import org.mispworkflows.run.Run;
import org.mispworkflows.run.Runs;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.spi.ModuleType;
import org.omnifaces.cdi.Param;

/** The runs, newest first, as the address filters them. */
@Named
@RequestScoped
public class RunsPage {

  private static final int SIZE = 50;

  @Inject private Runs runs;
  @Inject private ModuleCatalog catalog;
  @Inject private ListQuery query;
  @Inject private Texts texts;
  @Inject @Param private @Nullable String trigger;
  @Inject @Param private @Nullable Long workflow;
  @Inject @Param private @Nullable String status;
  @Inject @Param private @Nullable String outcome;
  @Inject @Param private @Nullable Integer page;

  private @Nullable List<RunRow> rows;
  private long total = -1;

  /** The runs of this page. */
  public List<RunRow> getRows() {
    if (rows == null) {
      List<Run> found = runs.list(filter(), (getPage() - 1) * SIZE, SIZE);
      Map<Long, Long> nodes = runs.stepCounts(found.stream().map(Run::getId).toList());
      rows =
          found.stream()
              .map(run -> new RunRow(run, catalog, nodes.getOrDefault(run.getId(), 0L)))
              .toList();
    }
    return rows;
  }

  /** How many runs the filter shows. */
  public long getTotal() {
    if (total < 0) total = runs.count(filter());
    return total;
  }

  private Runs.Filter filter() {
    return new Runs.Filter(
        query.getText(),
        Objects.requireNonNullElse(trigger, ""),
        workflow,
        one(Run.Status.values(), status),
        one(Outcome.values(), outcome));
  }

  private static <E extends Enum<E>> @Nullable E one(E[] values, @Nullable String key) {
    return Arrays.stream(values)
        .filter(v -> v.name().toLowerCase(Locale.ROOT).equals(key))
        .findFirst()
        .orElse(null);
  }

  /** The number of this page, from 1. */
  public int getPage() {
    int wanted = page == null ? 1 : page;
    return Math.max(1, Math.min(wanted, getPages()));
  }

  /** How many pages there are; at least 1. */
  public int getPages() {
    return (int) Math.max(1, (getTotal() + SIZE - 1) / SIZE);
  }

  /** The number of the first run of this page; 0 when there is none. */
  public long getFirst() {
    return getTotal() == 0 ? 0 : (getPage() - 1L) * SIZE + 1;
  }

  /** The number of the last run of this page. */
  public long getLast() {
    return Math.min(getTotal(), (long) getPage() * SIZE);
  }

  /** The address of another page with the same filter. */
  public String link(int number) {
    return address().with("page", number == 1 ? null : Integer.toString(number)).toString();
  }

  /** Whether the list is filtered. */
  public boolean isFiltered() {
    return !filter().equals(Runs.Filter.ALL);
  }

  private Address address() {
    return Address.of("runs.xhtml")
        .with("trigger", trigger)
        .with("workflow", workflow == null ? null : workflow.toString())
        .with("status", status)
        .with("outcome", outcome)
        .with("q", query.getText());
  }

  /** The triggers to choose from. */
  public List<Choice> getTriggers() {
    return catalog.all().stream()
        .map(ModuleCatalog.Entry::descriptor)
        .filter(d -> d.type() == ModuleType.TRIGGER)
        .sorted(Comparator.comparing((ModuleDescriptor d) -> d.info().name()))
        .map(d -> new Choice(d.id(), d.info().name(), d.id().equals(trigger)))
        .toList();
  }

  /** How runs can end, to choose from. */
  public List<Choice> getOutcomes() {
    return Arrays.stream(Outcome.values()).map(o -> state(o.key(), outcome)).toList();
  }

  /** How far runs can be, to choose from. */
  public List<Choice> getStatuses() {
    return Arrays.stream(Run.Status.values()).map(s -> state(s.key(), status)).toList();
  }

  private Choice state(String key, @Nullable String chosen) {
    return new Choice(key, texts.name("state", key), key.equals(chosen));
  }

  /** The chosen workflow; null: any. */
  public @Nullable Long getWorkflow() {
    return workflow;
  }

  /** The address without the choice of a workflow. */
  public String getAnyWorkflow() {
    return address().with("workflow", null).toString();
  }

  /** One entry of a choice. */
  public static final class Choice {
    private final String key;
    private final String label;
    private final boolean chosen;

    Choice(String key, String label, boolean chosen) {
      this.key = key;
      this.label = label;
      this.chosen = chosen;
    }

    /** As the address says it. */
    public String getKey() {
      return key;
    }

    /** For people. */
    public String getLabel() {
      return label;
    }

    /** Whether the list is filtered by it. */
    public boolean isChosen() {
      return chosen;
    }
  }
}
