package org.mispworkflows.module.action;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.CoreFormat;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.data.ParsedPath;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.HashPath;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Writes a value into the roaming data; MISP isn't told. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "set-data",
    name = "Set data",
    description =
        "Writes a value into the data that travels through the workflow, wherever the path leads. Nothing is changed in MISP.",
    icon = "pen")
public class SetData implements ActionModule<SetData.Params> {

  /** What other keys of an event in core format follow from. */
  private static final Set<String> LISTS = Set.of("Attribute", "Object", "Tag");

  record Params(
      @Param(required = true, placeholder = "Event.my_verdict") HashPath path,
      @Param(
              jinja = true,
              multiline = true,
              label = "Value (JSON, or text)",
              placeholder = "{{ Event.Attribute | length }}")
          String value) {

    Params {
      if (key(path).matches(".*[{}\\[\\]].*"))
        throw new IllegalArgumentException(
            "the path must end in a plain key: `Event.Attribute.{n}.comment`");
    }
  }

  private static String key(HashPath path) {
    return path.text().substring(path.text().lastIndexOf('.') + 1);
  }

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    String path = params.path().text();
    String key = key(params.path());
    Map<String, @Nullable Object> root = x.data().root();
    boolean list = path.startsWith("Event.") && LISTS.contains(key);
    if (list && !x.filters().isEmpty()) {
      return ModuleResult.failed(
          "`"
              + path
              + "` can't be written while a filter hides a part of it: remove the filter first.");
    }
    String parent = path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : "";
    List<Map<String, @Nullable Object>> places;
    try {
      places = places(root, parent);
    } catch (IllegalArgumentException e) {
      return ModuleResult.failed("`" + path + "` can't be written: " + e.getMessage());
    }
    for (Map<String, @Nullable Object> place : places) place.put(key, value(params.value()));
    if (list) CoreFormat.relinked(root);
    x.note(
        "`" + path + "` was set in " + places.size() + (places.size() == 1 ? " place" : " places"));
    return ModuleResult.done();
  }

  /** Each place gets a tree of its own. */
  private static @Nullable Object value(String text) {
    try {
      return Json.parse(text);
    } catch (Json.MalformedJsonException e) {
      return text;
    }
  }

  private static List<Map<String, @Nullable Object>> places(
      Map<String, @Nullable Object> root, String parent) {
    if (parent.isEmpty()) return List.of(root);
    if (ParsedPath.isLiteral(parent)) return List.of(place(root, parent));
    List<Map<String, @Nullable Object>> places = new ArrayList<>();
    for (Object match : Loose.values(ParsedPath.parse(parent).extract(root))) {
      Map<String, @Nullable Object> place = Json.map(match);
      if (place != null) places.add(place);
    }
    return places;
  }

  /** Goes down key by key and makes the objects that are missing. */
  private static Map<String, @Nullable Object> place(
      Map<String, @Nullable Object> root, String path) {
    Map<String, @Nullable Object> place = root;
    StringBuilder gone = new StringBuilder();
    Object current = root;
    for (String key : path.split("\\.", -1)) {
      Object child = Loose.child(current, key);
      if (child == null && current == place) {
        child = new LinkedHashMap<String, @Nullable Object>();
        place.put(key, child);
      }
      gone.append(gone.isEmpty() ? "" : ".").append(key);
      if (child == null || !Loose.isTree(child))
        throw new IllegalArgumentException("`" + gone + "` is no object");
      current = child;
      Map<String, @Nullable Object> map = Json.map(child);
      if (map != null) place = map;
    }
    if (current != place) throw new IllegalArgumentException("`" + gone + "` is a list");
    return place;
  }
}
