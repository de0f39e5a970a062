package org.mispworkflows.module.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;

/**
 * What a CVE record of format 5 says of a vulnerability.
 *
 * @param score of CVSS, 0 to 10; null when nobody gave one
 * @param summary in English if there is one, else in any language; empty when there is none
 */
record CveRecord(@Nullable Object score, String summary) {

  /** By what a record has its scores; the first that is there counts, as in MISP. */
  private static final List<String> SCORES =
      List.of("cvssV3_1", "cvssV4_0", "cvssV4", "cvssV3_0", "cvssV3", "cvssV2_0", "cvssV2");

  private static final double HIGH = 7;
  private static final double MEDIUM = 4;

  /** Reads a record; empty when the tree is none. */
  static Optional<CveRecord> of(@Nullable Object tree) {
    Map<String, @Nullable Object> containers = Json.map(Loose.child(tree, "containers"));
    if (containers == null) return Optional.empty();
    Object issuer = containers.get("cna");
    List<@Nullable Object> scorers = new ArrayList<>();
    scorers.add(issuer);
    scorers.addAll(Loose.values(containers.get("adp")));
    Object score = null;
    for (Object scorer : scorers) {
      if (score == null) score = score(Loose.child(scorer, "metrics"));
    }
    return Optional.of(new CveRecord(score, summary(Loose.child(issuer, "descriptions"))));
  }

  private static @Nullable Object score(@Nullable Object metrics) {
    for (Object metric : Loose.values(metrics)) {
      for (String key : SCORES) {
        Object score = Loose.child(Loose.child(metric, key), "baseScore");
        if (Loose.isNumeric(score)) return score;
      }
    }
    return null;
  }

  private static String summary(@Nullable Object descriptions) {
    String any = "";
    for (Object description : Loose.values(descriptions)) {
      String text = Loose.text(Loose.child(description, "value")).strip();
      String language = Loose.text(Loose.child(description, "lang")).toLowerCase(Locale.ROOT);
      if (language.startsWith("en") && !text.isEmpty()) return text;
      if (any.isEmpty()) any = text;
    }
    return any;
  }

  /** The tags that newer MISPs make of it. */
  List<String> tags() {
    if (score == null) return List.of("CVSS:unknown", "misp:threat-level=\"unknown-risk\"");
    double value = Double.parseDouble(Loose.text(score));
    String level = value >= HIGH ? "high" : value >= MEDIUM ? "medium" : "low";
    return List.of("CVSS:" + Loose.text(score), "misp:threat-level=\"" + level + "-risk\"");
  }
}
