package org.mispworkflows.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;

/** The fixed surroundings in which the vectors were made: who answers what. */
final class World {

  /** As the vectors have it; the same for all cases. */
  static final World FIXED = new World(read());

  private final Map<String, @Nullable Object> tree;

  private World(Map<String, @Nullable Object> tree) {
    this.tree = tree;
  }

  private static Map<String, @Nullable Object> read() {
    try {
      return Vectors.builtIn().tree("world").orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A list of records. */
  List<Map<String, @Nullable Object>> records(String key) {
    List<Map<String, @Nullable Object>> records = new ArrayList<>();
    for (Object record : Loose.values(tree.get(key)))
      records.add(Objects.requireNonNull(Json.map(record)));
    return records;
  }

  /** A list of texts. */
  List<String> texts(String key) {
    return Loose.values(tree.get(key)).stream().map(Loose::text).toList();
  }

  /** A setting, as a case may override it. */
  @Nullable Object setting(Case observed, String name) {
    Object overridden = Loose.child(observed.input().get("config"), name);
    return overridden == null ? Loose.child(tree.get("config"), name) : overridden;
  }

  /** What an enrichment module answers for a value. */
  @Nullable Object enrichment(String module, String value) {
    Object answers = Loose.child(tree.get("enrichment_answers"), module);
    Object answer = Loose.child(answers, value);
    return Trees.copy(answer == null ? Loose.child(answers, "*") : answer);
  }

  /** Whether an enrichment module answers some questions with an error. */
  boolean mayFail(String module) {
    Object answers = Loose.child(tree.get("enrichment_answers"), module);
    return Loose.values(answers).stream().anyMatch(a -> Loose.child(a, "error") != null);
  }

  /** The rule for a URL; empty: it answers 200. */
  Optional<Map<String, @Nullable Object>> httpRule(String url) {
    return records("http_rules").stream()
        .filter(rule -> url.contains(Loose.text(rule.get("url_contains"))))
        .findFirst();
  }

  /** The role of a user. */
  Map<String, @Nullable Object> role(Object user) {
    Object id = Loose.child(user, "role_id");
    return records("roles").stream()
        .filter(role -> Loose.equal(role.get("id"), id))
        .findFirst()
        .orElseGet(LinkedHashMap::new);
  }
}
