package org.mispworkflows.web.console;

import java.util.List;
import java.util.Locale;
import org.mispworkflows.engine.ModuleCatalog;
import org.mispworkflows.spi.Catalogue;
import org.mispworkflows.spi.Diagnosis;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.spi.Overhead;
import org.mispworkflows.spi.Parameter;
import org.mispworkflows.spi.TriggerInfo;

/** One module with its switch and what it says about its health. */
public final class ModuleRow {

  private final ModuleDescriptor descriptor;
  private final List<Problem> problems;
  private final boolean mispModule;
  private final boolean custom;
  private final boolean enabled;

  ModuleRow(ModuleCatalog.Entry entry, boolean enabled, List<Diagnosis> diagnoses) {
    this.descriptor = entry.descriptor();
    this.problems = diagnoses.stream().map(Problem::new).toList();
    this.custom = entry.custom();
    this.mispModule = entry.isMispModule();
    this.enabled = enabled;
  }

  /** Something that keeps the module from working, for a page. */
  public static final class Problem {
    private final Diagnosis diagnosis;

    Problem(Diagnosis diagnosis) {
      this.diagnosis = diagnosis;
    }

    /** error, warning or info. */
    public String getSeverity() {
      return diagnosis.severity().name().toLowerCase(Locale.ROOT);
    }

    /** What is wrong and what to do. */
    public String getMessage() {
      return diagnosis.message();
    }
  }

  /** The module's id. */
  public String getId() {
    return descriptor.id();
  }

  /** For people. */
  public String getName() {
    return descriptor.info().name();
  }

  /** As MISP names it. */
  public String getIcon() {
    return descriptor.info().icon();
  }

  /** trigger, logic or action. */
  public String getType() {
    return descriptor.type().key();
  }

  /** What it does. */
  public String getDescription() {
    return descriptor.info().description();
  }

  /** Of the module. */
  public String getVersion() {
    return descriptor.info().version();
  }

  /** Whether its failure ends the run, or, for a trigger, MISP waits for the answer. */
  public boolean isBlocking() {
    return descriptor.info().blocking();
  }

  /** Whether it works on MISP's core format. */
  public boolean isCoreFormat() {
    return descriptor.info().coreFormat();
  }

  /** Whether its nodes can pick the items to work on. */
  public boolean isNodeFilter() {
    return descriptor.info().nodeFilter();
  }

  /** Whether it comes from the misp-modules service. */
  public boolean isMispModule() {
    return mispModule;
  }

  /** Whether it comes from a jar beside the application. */
  public boolean isCustom() {
    return custom;
  }

  /** Whether workflows may run it. */
  public boolean isEnabled() {
    return enabled;
  }

  /** What keeps it from working; empty: nothing. */
  public List<Problem> getProblems() {
    return problems;
  }

  /** How many inputs its nodes have. */
  public int getInputs() {
    return descriptor.inputs();
  }

  /** How many outputs its nodes have; -1: as their parameters say. */
  public int getOutputs() {
    return descriptor.info().outputs();
  }

  /** What is filled in at its nodes. */
  public List<ParameterRow> getParameters() {
    return descriptor.parameters().stream().map(ParameterRow::new).toList();
  }

  /** What a trigger's payload is about; empty for other modules. */
  public String getScope() {
    TriggerInfo trigger = descriptor.trigger();
    return trigger == null ? "" : trigger.scope();
  }

  /** A trigger's overhead in lower case; low for other modules. */
  public String getOverhead() {
    TriggerInfo trigger = descriptor.trigger();
    Overhead overhead = trigger == null ? Overhead.LOW : trigger.overhead();
    return overhead.name().toLowerCase(Locale.ROOT);
  }

  /** Why a trigger's overhead isn't low; may be empty. */
  public String getOverheadReason() {
    TriggerInfo trigger = descriptor.trigger();
    return trigger == null ? "" : trigger.overheadReason();
  }

  /** A parameter, for a page. */
  public static final class ParameterRow {
    private final Parameter parameter;

    ParameterRow(Parameter parameter) {
      this.parameter = parameter;
    }

    /** The stored name. */
    public String getId() {
      return parameter.id();
    }

    /** For people. */
    public String getLabel() {
      return parameter.label();
    }

    /** How it is edited. */
    public String getWidget() {
      return parameter.widget().name().toLowerCase(Locale.ROOT);
    }

    /** What it is when nothing is filled in; may be empty. */
    public String getDefault() {
      return parameter.defaultText();
    }

    /** An example for the empty field. */
    public String getPlaceholder() {
      return parameter.placeholder();
    }

    /** Which list the values are picked from; empty: none. */
    public String getCatalogue() {
      Catalogue catalogue = parameter.catalogue();
      return catalogue == Catalogue.NONE ? "" : catalogue.key();
    }

    /** The choices of a select, and what a catalogue doesn't have: key and label. */
    public List<String> getOptions() {
      return parameter.options().stream()
          .map(o -> o.key().equals(o.label()) ? o.key() : o.key() + " – " + o.label())
          .toList();
    }

    /** Whether the text is a template. */
    public boolean isJinja() {
      return parameter.jinja();
    }

    /** Whether a workflow can't be saved without it. */
    public boolean isRequired() {
      return parameter.required();
    }

    /** When it is shown; empty: always. */
    public String getShowIf() {
      return parameter.showIf();
    }
  }
}
