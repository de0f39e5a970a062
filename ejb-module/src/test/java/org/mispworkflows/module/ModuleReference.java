package org.mispworkflows.module;

import static java.util.Comparator.comparing;
import static java.util.Locale.ROOT;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.mispworkflows.config.Switches;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleType;
import org.mispworkflows.spi.Overhead;
import org.mispworkflows.spi.Parameter;
import org.mispworkflows.spi.Template;
import org.mispworkflows.spi.TriggerInfo;

/** The page on the built-in modules, as their descriptors tell it. */
final class ModuleReference {

  private static final String HEAD =
      """
      # Modules

      Every trigger and module that is built in, as it describes itself. This page is written by the build: change the module,
      then run `mvn test -pl ejb-module -Dtest=ModuleDocumentationTest -Ddocs.update=true`.

      The modules of a misp-modules service and [your own](write-a-module.md) are not on it; the console's page *Modules* shows all
      that a server has. Ids and stored values are MISP's, so workflows can be swapped with it; what is done otherwise here is in
      [differences from MISP](differences-from-misp.md).

      A parameter with *template* is a Jinja2 template: it is rendered with the data when the node runs. One with *shown when* is
      on the form only while another one has that value.
      """;

  private final StringBuilder page = new StringBuilder(HEAD);

  private ModuleReference() {}

  /** The page, in Markdown; the same for the same modules, in whatever order they come. */
  static String of(Collection<ModuleDescriptor> modules) {
    ModuleReference reference = new ModuleReference();
    reference.line("## Contents\n");
    for (ModuleType type : ModuleType.values()) reference.contents(type, sorted(modules, type));
    for (ModuleType type : ModuleType.values()) {
      reference.line("## " + title(type) + "\n");
      sorted(modules, type).forEach(reference::module);
    }
    return reference.page.toString().strip() + "\n";
  }

  private static List<ModuleDescriptor> sorted(
      Collection<ModuleDescriptor> modules, ModuleType type) {
    return modules.stream()
        .filter(m -> m.type() == type)
        .sorted(comparing(m -> m.info().name().toLowerCase(ROOT) + " " + m.id()))
        .toList();
  }

  private static String title(ModuleType type) {
    return switch (type) {
      case TRIGGER -> "Triggers";
      case LOGIC -> "Logic modules";
      case ACTION -> "Action modules";
    };
  }

  private void line(String text) {
    page.append('\n').append(text);
  }

  private void contents(ModuleType type, List<ModuleDescriptor> modules) {
    String last = type == ModuleType.TRIGGER ? "can refuse | overhead" : "on at first";
    line("| " + title(type) + " | id | " + last + " |");
    line(type == ModuleType.TRIGGER ? "|---|---|---|---|" : "|---|---|---|");
    for (ModuleDescriptor m : modules) {
      TriggerInfo trigger = m.trigger();
      String facts =
          trigger == null
              ? yes(isOn(m))
              : yes(m.info().blocking()) + " | " + word(trigger.overhead());
      line("| [%s](#%s) | `%s` | %s |".formatted(escaped(m.info().name()), m.id(), m.id(), facts));
    }
    line("");
  }

  private void module(ModuleDescriptor m) {
    line("### <a id=\"" + m.id() + "\"></a>" + escaped(m.info().name()) + "\n");
    line(escaped(m.info().description()) + "\n");
    line("- Id `" + m.id() + "`, version " + m.info().version());
    TriggerInfo trigger = m.trigger();
    for (String fact : trigger == null ? facts(m) : facts(m.info(), trigger)) line("- " + fact);
    line("");
    if (!m.parameters().isEmpty()) parameters(m.parameters());
  }

  private static List<String> facts(ModuleInfo info, TriggerInfo trigger) {
    List<String> facts = new ArrayList<>();
    facts.add("Scope: " + trigger.scope());
    facts.add(
        info.blocking()
            ? "Blocking: MISP waits for the answer, which can be no"
            : "Not blocking: MISP doesn't wait");
    facts.add(
        info.coreFormat() ? "The data are in MISP's core format" : "The data are as MISP has them");
    String why = trigger.overheadReason();
    facts.add("Overhead: " + word(trigger.overhead()) + (why.isEmpty() ? "" : ". " + escaped(why)));
    facts.add("On a fresh install: off");
    return facts;
  }

  private static List<String> facts(ModuleDescriptor m) {
    ModuleInfo info = m.info();
    List<String> facts = new ArrayList<>();
    facts.add("On a fresh install: " + (isOn(m) ? "on" : "off"));
    facts.add(outputs(m));
    if (info.blocking()) facts.add("Blocking: when it fails, the whole run ends");
    if (info.coreFormat()) facts.add("Needs data in MISP's core format");
    if (info.nodeFilter()) facts.add("The node can have a filter of its own");
    return facts;
  }

  private static String outputs(ModuleDescriptor m) {
    int outputs = m.info().outputs();
    if (outputs < 0) return "As many outputs as its parameters say";
    if (outputs == 0) return "No output: the path ends here";
    if (outputs == 2 && m.type() == ModuleType.LOGIC) return "Two outputs: then, else";
    String many = m.info().manyConnections() ? ", for any number of connections" : "";
    return (outputs == 1 ? "One output" : outputs + " outputs") + many;
  }

  private void parameters(List<Parameter> parameters) {
    line("| parameter | label | type | default | options | template | shown when |");
    line("|---|---|---|---|---|---|---|");
    for (Parameter p : parameters) {
      List<String> cells =
          List.of(
              code(p.id()),
              escaped(p.label()),
              type(p) + (p.required() ? ", needed" : ""),
              p.defaultText().isEmpty() ? "" : code(p.defaultText()),
              p.options().stream().map(ModuleReference::option).collect(Collectors.joining("<br>")),
              yes(p.jinja() || p.type() == Template.class),
              shownWhen(p.showIf()));
      line("| " + String.join(" | ", cells) + " |");
    }
    line("");
  }

  private static String type(Parameter p) {
    return switch (p.widget()) {
      case INPUT -> "text";
      case TEXTAREA -> "text, several lines";
      case SELECT -> "one of the options";
      case PICKER -> p.multiple() ? "list" : "list, one entry at most";
      case HASHPATH -> "path into the data";
      case CHECKBOX -> "yes or no";
    };
  }

  private static String option(Parameter.Option option) {
    return code(option.key()) + " " + escaped(option.label());
  }

  /** {@code operator=in,not_in} in words. */
  private static String shownWhen(String showIf) {
    if (showIf.isEmpty()) return "";
    String[] sides = showIf.split("=", 2);
    String values =
        sides[1]
            .lines()
            .flatMap(s -> List.of(s.split(",", -1)).stream())
            .map(ModuleReference::code)
            .collect(Collectors.joining(" or "));
    return code(sides[0]) + " is " + values;
  }

  private static boolean isOn(ModuleDescriptor m) {
    return Switches.ENABLED_AT_FIRST.contains(m.id());
  }

  private static String word(Overhead overhead) {
    return overhead.name().toLowerCase(ROOT);
  }

  private static String yes(boolean so) {
    return so ? "yes" : "";
  }

  /** A bar would end the cell of a table, even in code. */
  private static String code(String text) {
    return "`" + text.replace("|", "\\|").replace("\n", "\\n") + "`";
  }

  /** For Markdown, inside tables too. */
  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*");
  }
}
