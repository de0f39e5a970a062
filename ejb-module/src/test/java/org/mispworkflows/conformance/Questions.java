package org.mispworkflows.conformance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;

/**
 * What enrichment modules were asked. The reference asks the same about each attribute that has the
 * same type and value; here that is asked once (decision D30).
 */
final class Questions {

  private static final String KIND = "module.enrichment";

  private Questions() {}

  /**
   * Effects without the questions that were asked before, since something else happened.
   *
   * @param input of the case: attributes are named by id in some questions
   */
  static List<Map<String, @Nullable Object>> once(
      List<Map<String, @Nullable Object>> effects, Map<String, @Nullable Object> input) {
    List<Map<String, @Nullable Object>> once = new ArrayList<>();
    Set<String> asked = new HashSet<>();
    for (Map<String, @Nullable Object> effect : effects) {
      boolean question = KIND.equals(effect.get("kind"));
      if (!question) asked.clear();
      if (!question || asked.add(question(effect, input))) once.add(effect);
    }
    return once;
  }

  private static String question(
      Map<String, @Nullable Object> effect, Map<String, @Nullable Object> input) {
    Map<String, @Nullable Object> about = Json.map(Trees.copy(effect.get("query")));
    if (about == null) return "";
    Object id = about.get("attribute_id");
    Object attribute = id == null ? null : attribute(input, id);
    if (attribute != null) {
      about.remove("attribute_id");
      about.put(
          Loose.text(Loose.child(attribute, "type")), Loose.text(Loose.child(attribute, "value")));
    }
    return effect.get("module") + " " + Json.write(about);
  }

  /** The first attribute of this id. */
  private static @Nullable Object attribute(@Nullable Object tree, Object id) {
    if (id.equals(Loose.child(tree, "id"))
        && Loose.child(tree, "value") != null
        && Loose.child(tree, "old_id") == null) return tree;
    for (Object child : Loose.values(tree)) {
      Object found = Loose.isTree(child) ? attribute(child, id) : null;
      if (found != null) return found;
    }
    return null;
  }
}
