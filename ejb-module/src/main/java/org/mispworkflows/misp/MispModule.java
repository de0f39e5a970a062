package org.mispworkflows.misp;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One module of the misp-modules service, as the service lists it.
 *
 * @param name what a query names
 * @param kinds expansion, hover, import, export, action; a module that is for hover windows only is
 *     listed as an expansion all the same, so this is what counts
 * @param inputs the attribute types that an enrichment module takes
 * @param standard whether it wants whole attributes, {@code misp_standard}
 * @param settings the names of its settings; those of an action module are parameters instead
 * @param config of an action module: {@code {params, blocking, support_filters,
 *     expect_misp_core_format}}; empty for the others
 * @param meta all that it says of itself
 */
public record MispModule(
    String name,
    List<String> kinds,
    List<String> inputs,
    boolean standard,
    List<String> settings,
    Map<String, @Nullable Object> config,
    Map<String, @Nullable Object> meta) {

  /** Reads an entry of the list; what is missing is empty. */
  public static MispModule of(Map<String, @Nullable Object> entry) {
    Map<String, @Nullable Object> meta = Answers.map(entry.get("meta"));
    Map<String, @Nullable Object> attributes = Answers.map(entry.get("mispattributes"));
    return new MispModule(
        String.valueOf(entry.get("name")),
        texts(meta.get("module-type")),
        texts(attributes.get("input")),
        "misp_standard".equals(attributes.get("format")),
        texts(meta.get("config")),
        Answers.map(meta.get("config")),
        meta);
  }

  private static List<String> texts(@Nullable Object list) {
    if (!(list instanceof List<?> values)) return List.of();
    return values.stream().map(String::valueOf).toList();
  }

  /** Whether it acts on data. */
  public boolean isAction() {
    return kinds.contains("action");
  }

  /** Whether it can be asked about an attribute. */
  public boolean isEnrichment() {
    return kinds.contains("expansion") || kinds.contains("hover");
  }

  /** Whether it is made for hover windows alone, and so has to answer sooner. */
  public boolean isHoverOnly() {
    return kinds.contains("hover") && !kinds.contains("expansion");
  }
}
