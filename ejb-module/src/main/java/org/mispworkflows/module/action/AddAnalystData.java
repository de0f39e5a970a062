package org.mispworkflows.module.action;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Catalogue;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.Key;
import org.mispworkflows.spi.MispException;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Adds a note, an opinion or a relationship to the event or to something in it. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "add_analyst_data",
    name = "Add analyst data",
    description =
        "Adds a note, an opinion or a relationship to the event, or to the attributes, objects, reports or clusters in it that pass the node's filter.",
    icon = "sticky-note",
    coreFormat = true,
    nodeFilter = true,
    misp = true)
public class AddAnalystData implements ActionModule<AddAnalystData.Params> {

  enum Target {
    @Key("Attribute")
    ATTRIBUTE,
    @Key("Event")
    EVENT,
    @Key("EventReport")
    EVENT_REPORT,
    @Key("GalaxyCluster")
    GALAXY_CLUSTER,
    @Key("Object")
    OBJECT
  }

  enum Type {
    @Key("Note")
    NOTE,
    @Key("Opinion")
    OPINION,
    @Key("Relationship")
    RELATIONSHIP
  }

  record Params(
      @Param("Event") Target target,
      @Param("Note") Type analystDataType,
      @Param("0") Distribution distribution,
      @Param(
              value = "[]",
              single = true,
              label = "Sharing group",
              catalogue = Catalogue.SHARING_GROUPS,
              placeholder = "Pick a sharing group",
              showIf = "distribution=4")
          List<String> sharingGroupId,
      @Param(placeholder = "The connection's user") String author,
      @Param(placeholder = "en", showIf = "analyst_data_type=Note") String language,
      @Param(jinja = true, multiline = true, showIf = "analyst_data_type=Note") String note,
      @Param(placeholder = "0 to 100", showIf = "analyst_data_type=Opinion") String opinion,
      @Param(jinja = true, multiline = true, showIf = "analyst_data_type=Opinion") String comment,
      @Param(placeholder = "related-to", showIf = "analyst_data_type=Relationship")
          String relationshipType,
      @Param(value = "Event", showIf = "analyst_data_type=Relationship") Target relatedObjectType,
      @Param(jinja = true, showIf = "analyst_data_type=Relationship") String relatedObjectUuid) {}

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    Map<String, @Nullable Object> event = Writes.event(x);
    if (event == null) return ModuleResult.failed(Writes.NO_EVENT);
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    String wrong = fill(fields, params);
    if (!wrong.isEmpty()) return ModuleResult.failed(wrong + " Nothing was added.");
    List<Map<String, @Nullable Object>> targets = targets(params.target(), event, x);
    if (targets.isEmpty()) return Writes.nothingMatched(x);
    boolean reachable = Writes.reachMisp(x);
    String type = ModuleDescriptor.option(params.analystDataType()).key();
    String kind = ModuleDescriptor.option(params.target()).key();
    List<String> refused = new ArrayList<>();
    for (Map<String, @Nullable Object> target : targets) {
      String uuid = Loose.text(target.get("uuid"));
      try {
        if (reachable) x.misp().addAnalystData(type, kind, uuid, fields);
        append(target, type, fields);
      } catch (MispException e) {
        refused.add(kind + " " + uuid + ": " + e.getMessage());
      }
    }
    if (refused.size() == targets.size()) return new ModuleResult.Failed(refused);
    x.note(type + " added to " + (targets.size() - refused.size()) + " of " + targets.size());
    refused.forEach(x::note);
    return ModuleResult.done();
  }

  /** What is wrong; empty when nothing is. */
  private static String fill(Map<String, @Nullable Object> fields, Params params) {
    fields.put("distribution", params.distribution().key());
    if (params.distribution() == Distribution.SHARING_GROUP) {
      if (params.sharingGroupId().isEmpty()) return "No sharing group was chosen.";
      fields.put("sharing_group_id", params.sharingGroupId().get(0));
    }
    if (!params.author().isBlank()) fields.put("authors", params.author().strip());
    switch (params.analystDataType()) {
      case NOTE -> {
        if (params.note().isBlank()) return "The note is empty.";
        fields.put("note", params.note());
        if (!params.language().isBlank()) fields.put("language", params.language().strip());
      }
      case OPINION -> {
        String opinion = params.opinion().strip();
        if (!opinion.matches("\\d{1,3}") || Integer.parseInt(opinion) > 100)
          return "An opinion is a number from 0 to 100, not `" + opinion + "`.";
        fields.put("opinion", opinion);
        fields.put("comment", params.comment());
      }
      case RELATIONSHIP -> {
        if (params.relationshipType().isBlank()) return "The relationship has no type.";
        String uuid = params.relatedObjectUuid().strip();
        if (!uuid.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"))
          return "`" + uuid + "` is not the UUID of what the relationship leads to.";
        fields.put("relationship_type", params.relationshipType().strip());
        fields.put(
            "related_object_type", ModuleDescriptor.option(params.relatedObjectType()).key());
        fields.put("related_object_uuid", uuid);
      }
    }
    return "";
  }

  private static List<Map<String, @Nullable Object>> targets(
      Target target, Map<String, @Nullable Object> event, Execution x) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    switch (target) {
      case EVENT -> {
        return Writes.passes(x) ? List.of(event) : List.of();
      }
      case ATTRIBUTE -> {
        return Writes.attributes(x);
      }
      case OBJECT -> collect(event.get("Object"), all);
      case EVENT_REPORT -> collect(event.get("EventReport"), all);
      case GALAXY_CLUSTER -> {
        clusters(event, all);
        for (Object attribute : Loose.values(event.get("_AttributeFlattened"))) {
          Map<String, @Nullable Object> map = Json.map(attribute);
          if (map != null) clusters(map, all);
        }
      }
    }
    if (!x.filtered()) return all;
    Set<String> passing =
        x.items().stream()
            .map(item -> Loose.text(item.root().get("uuid")))
            .collect(Collectors.toSet());
    return all.stream().filter(map -> passing.contains(Loose.text(map.get("uuid")))).toList();
  }

  private static void clusters(
      Map<String, @Nullable Object> element, List<Map<String, @Nullable Object>> all) {
    for (Object galaxy : Loose.values(element.get("Galaxy"))) {
      collect(Loose.child(galaxy, "GalaxyCluster"), all);
    }
  }

  /** Those that have a UUID, each once. */
  private static void collect(@Nullable Object list, List<Map<String, @Nullable Object>> all) {
    for (Object element : Loose.values(list)) {
      Map<String, @Nullable Object> map = Json.map(element);
      if (map == null || map.get("uuid") == null) continue;
      boolean known = all.stream().anyMatch(m -> Loose.equal(m.get("uuid"), map.get("uuid")));
      if (!known) all.add(map);
    }
  }

  private static void append(
      Map<String, @Nullable Object> target, String type, Map<String, @Nullable Object> fields) {
    List<@Nullable Object> all = new ArrayList<>(Loose.values(target.get(type)));
    all.add(new LinkedHashMap<>(fields));
    target.put(type, all);
  }
}
