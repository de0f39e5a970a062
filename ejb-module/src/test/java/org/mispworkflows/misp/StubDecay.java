package org.mispworkflows.misp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decaying models and the scores that they give. No recording has any: the shapes are those of
 * MISP's documentation.
 */
final class StubDecay {

  private static final double BASE_SCORE = 80;
  private static final double THRESHOLD = 30;

  private final List<Map<String, @Nullable Object>> models = new ArrayList<>();
  private final Map<String, Map<String, Double>> scores = new HashMap<>();

  StubDecay() {
    models.add(model("1", "NIDS Simple Decaying Model", List.of("ip-src", "ip-dst", "domain")));
    models.add(model("2", "Phishing model", List.of("url", "hostname")));
  }

  List<Map<String, @Nullable Object>> models() {
    return models;
  }

  /** Gives an attribute a score under a model. */
  void score(String attributeUuid, String model, double score) {
    scores.computeIfAbsent(attributeUuid, uuid -> new HashMap<>()).put(model, score);
  }

  /**
   * An attribute's {@code decay_score} list.
   *
   * @param wanted ids of models; empty: all
   */
  List<@Nullable Object> scores(StubAttribute attribute, List<String> wanted) {
    Map<String, Double> given = scores.getOrDefault(attribute.uuid(), Map.of());
    List<@Nullable Object> list = new ArrayList<>();
    for (Map<String, @Nullable Object> model : models) {
      String id = StubTree.text(model, "id");
      Double score = given.get(id);
      if (score == null || (!wanted.isEmpty() && !wanted.contains(id))) continue;
      list.add(
          StubTree.of(
              "score",
              score,
              "base_score",
              BASE_SCORE,
              "decayed",
              score < THRESHOLD,
              "DecayingModel",
              StubTree.pick(model, "id", "name")));
    }
    return list;
  }

  private static Map<String, @Nullable Object> model(String id, String name, List<String> types) {
    return StubTree.of(
        "id",
        id,
        "uuid",
        StubWorld.newUuid(),
        "name",
        name,
        "parameters",
        StubTree.of("lifetime", 120, "decay_speed", 2.0, "threshold", THRESHOLD),
        "attribute_types",
        types,
        "description",
        name,
        "org_id",
        "1",
        "enabled",
        true,
        "all_orgs",
        true,
        "formula",
        "Polynomial",
        "version",
        "1",
        "default",
        true);
  }
}
