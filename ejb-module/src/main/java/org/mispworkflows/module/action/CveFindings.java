package org.mispworkflows.module.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Loose;
import org.mispworkflows.data.Tags;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.MispElement;
import org.mispworkflows.spi.MispException;
import org.mispworkflows.spi.ModuleResult;

/** Writes what is known of CVEs to the attributes that name them. */
final class CveFindings {

  private static final String TTP =
      "misp-galaxy:mitre-attack-pattern=\"Vulnerabilities - T1588.006\"";

  /** By this MISP, too, knows a comment that is complete. */
  private static final String MARK = "CVE Summary:";

  /** What MISP's column holds, in characters. */
  private static final int LONGEST_COMMENT = 65_535;

  private final Execution x;
  private final Map<String, @Nullable Object> event;
  private final Map<String, CveRecord> known;
  private final TagCveFromEnrichment.Params params;

  CveFindings(
      Execution x,
      Map<String, @Nullable Object> event,
      Map<String, CveRecord> known,
      TagCveFromEnrichment.Params params) {
    this.x = x;
    this.event = event;
    this.known = known;
    this.params = params;
  }

  /**
   * Tags the attributes and completes their comments. One that MISP refuses doesn't stop the
   * others.
   *
   * @return why MISP took none; empty when it took any, or was not to be told
   */
  List<String> write(List<Map<String, @Nullable Object>> attributes) {
    List<Map<String, @Nullable Object>> vulnerable =
        attributes.stream().filter(attribute -> record(attribute) != null).toList();
    if (vulnerable.isEmpty()) return List.of();
    boolean reachable = Writes.reachMisp(x);
    List<Map<String, @Nullable Object>> tagged = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (Map<String, @Nullable Object> attribute : vulnerable) {
      try {
        tag(attribute, reachable);
        tagged.add(attribute);
      } catch (MispException e) {
        refused.add("attribute " + MispElement.attribute(attribute).id() + ": " + e.getMessage());
      }
    }
    x.note("CVE tags are on " + tagged.size() + " of " + vulnerable.size() + " vulnerabilities");
    if (tagged.isEmpty()) return refused;
    refused.forEach(x::note);
    return comment(tagged, reachable);
  }

  private void tag(Map<String, @Nullable Object> attribute, boolean reachable) {
    List<String> tags = new ArrayList<>();
    if (params.addVulnerabilityTtp() == TagCveFromEnrichment.Ttp.YES) tags.add(TTP);
    tags.addAll(Objects.requireNonNull(record(attribute)).tags());
    boolean local = params.locality() == TagLocality.LOCAL;
    if (reachable) x.misp().attachTags(MispElement.attribute(attribute), tags, local, "");
    if (Tags.add(attribute, tags, params.locality().locality(), "")) Tags.refresh(event, attribute);
  }

  private List<String> comment(List<Map<String, @Nullable Object>> tagged, boolean reachable) {
    List<Map<String, @Nullable Object>> open = tagged.stream().filter(this::isOpen).toList();
    if (open.isEmpty()) return List.of();
    x.note("Comments to which a CVE summary is appended: " + open.size());
    if (!reachable) {
      open.forEach(this::complete);
      return List.of();
    }
    try {
      ModuleResult.Effect effect =
          Writes.editAttributes(x, open, Set.of("comment"), this::complete);
      return effect instanceof ModuleResult.Failed failed ? failed.errors() : List.of();
    } catch (MispException e) {
      return List.of("The comments stay as they were: " + e.getMessage());
    }
  }

  private boolean isOpen(Map<String, @Nullable Object> attribute) {
    return !Objects.requireNonNull(record(attribute)).summary().isEmpty()
        && !Loose.text(attribute.get("comment")).contains(MARK);
  }

  private void complete(Map<String, @Nullable Object> attribute) {
    String summary = Objects.requireNonNull(record(attribute)).summary();
    String comment = (Loose.text(attribute.get("comment")) + " " + MARK + " " + summary).strip();
    int characters = comment.codePointCount(0, comment.length());
    if (characters > LONGEST_COMMENT)
      comment = comment.substring(0, comment.offsetByCodePoints(0, LONGEST_COMMENT));
    attribute.put("comment", comment);
  }

  private @Nullable CveRecord record(Map<String, @Nullable Object> attribute) {
    boolean isOne = "vulnerability".equals(attribute.get("type"));
    return isOne ? known.get(TagCveFromEnrichment.id(attribute)) : null;
  }
}
