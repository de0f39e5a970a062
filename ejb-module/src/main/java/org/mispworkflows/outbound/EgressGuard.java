package org.mispworkflows.outbound;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.config.Settings;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.ModuleResult;

/**
 * Stands at every door: sends nothing in a dry run, and looks at the marking of the data before
 * they leave. Marked are data with a tag tlp:red or PAP:RED on the event, an object or an attribute
 * that the path sees.
 */
public final class EgressGuard {

  private static final Set<String> RED = Set.of("tlp:red", "pap:red");
  private static final int DEEPEST = 12;

  /** What is done with marked data. */
  enum Rule {
    OFF,
    WARN,
    REFUSE
  }

  private final Rule usual;
  private final Map<String, Rule> byTarget;

  /** As the settings say. */
  public EgressGuard(Settings settings) {
    usual = rule(settings.get(Settings.EGRESS_MARKED));
    byTarget = rules(settings.get(Settings.EGRESS_TARGETS));
  }

  private static Map<String, Rule> rules(String text) {
    Map<String, Rule> rules = new LinkedHashMap<>();
    for (String entry : text.split(",", -1)) {
      int equals = entry.lastIndexOf('=');
      if (equals < 0) continue; // blank: the setting was checked
      rules.put(
          entry.substring(0, equals).strip().toLowerCase(Locale.ROOT),
          rule(entry.substring(equals + 1).strip()));
    }
    return rules;
  }

  private static Rule rule(String text) {
    return Rule.valueOf(text.toUpperCase(Locale.ROOT));
  }

  /**
   * What comes of a node instead of sending; empty: send. A dry run's node is done; one whose data
   * must not leave has failed. A warning is noted.
   *
   * @param target the host, or the domain of a mail address
   * @param what is about to be sent, for the record: {@code POST https://…, 512 bytes}
   */
  public Optional<ModuleResult.Effect> instead(Execution x, String target, String what) {
    if (x.run().dryRun()) {
      x.note("Dry run, not sent: " + what);
      return Optional.of(ModuleResult.done());
    }
    Rule rule = ruleFor(target);
    if (rule == Rule.OFF) return Optional.empty();
    Set<String> marks = new TreeSet<>();
    collect(x.data().root().get("Event"), marks, 0);
    if (marks.isEmpty()) return Optional.empty();
    String marked = "the data are marked " + String.join(", ", marks);
    if (rule == Rule.WARN) {
      x.note("Warning: " + marked + " and leave for " + target);
      return Optional.empty();
    }
    return Optional.of(
        ModuleResult.failed(
            "Not sent to "
                + target
                + ": "
                + marked
                + ". An admin decides so with misp-workflows.egress.marked and misp-workflows.egress.targets."));
  }

  private Rule ruleFor(String target) {
    String host = target.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    Rule exact = byTarget.get(host);
    if (exact != null) return exact;
    for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
      Rule wild = byTarget.get("*" + host.substring(dot));
      if (wild != null) return wild;
    }
    return usual;
  }

  /** Tags are where MISP has them: in a list Tag of the event, its objects and attributes. */
  private static void collect(@Nullable Object tree, Set<String> marks, int depth) {
    if (depth > DEEPEST) return;
    if (tree instanceof Collection<?> list) {
      for (Object element : list) collect(element, marks, depth + 1);
    } else if (tree instanceof Map<?, ?> map) {
      names(map.get("Tag"), marks);
      joined(map.get("EventTag"), marks);
      joined(map.get("AttributeTag"), marks);
      for (String part : Set.of("Attribute", "Object", "EventReport", "ShadowAttribute")) {
        collect(map.get(part), marks, depth + 1);
      }
    }
  }

  /** As MISP's database has them: {@code {EventTag: [{Tag: {name}}]}}. */
  private static void joined(@Nullable Object links, Set<String> marks) {
    if (!(links instanceof Collection<?> all)) return;
    for (Object link : all) {
      if (link instanceof Map<?, ?> map && map.get("Tag") instanceof Map<?, ?> tag)
        names(List.of(tag), marks);
    }
  }

  private static void names(@Nullable Object tags, Set<String> marks) {
    Collection<?> all =
        tags instanceof Map<?, ?> map
            ? map.values()
            : tags instanceof Collection<?> list ? list : Set.of();
    for (Object tag : all) {
      if (tag instanceof Map<?, ?> map
          && map.get("name") instanceof String name
          && RED.contains(name.strip().toLowerCase(Locale.ROOT))) marks.add(name.strip());
    }
  }
}
