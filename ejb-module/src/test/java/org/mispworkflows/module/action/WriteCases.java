package org.mispworkflows.module.action;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.conformance.RecordedMisp;
import org.mispworkflows.data.CoreFormat;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.engine.OneNode;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.MispConnection;
import org.mispworkflows.spi.MispException;

/** One execution of a module that writes: what it told MISP, and what the data look like then. */
final class WriteCases {

  static final String ONLY_IPS =
      "{\"selector\":\"Event._AttributeFlattened.{n}\",\"path\":\"type\",\"operator\":\"equals\",\"value\":\"ip-dst\"}";

  static final String NOTHING =
      "{\"selector\":\"Event._AttributeFlattened.{n}\",\"path\":\"type\",\"operator\":\"equals\",\"value\":\"none\"}";

  static final String NOT_CONNECTED =
      "Only the roaming data was changed: the run has no MISP connection";

  private final RecordedMisp misp = new RecordedMisp(Map.of());
  private OneNode node;

  WriteCases(ActionModule<?> module) {
    node = new OneNode(module).with(misp);
  }

  WriteCases filteredBy(String filter) {
    node = node.filteredBy(filter);
    return this;
  }

  WriteCases withoutMisp() {
    node = node.with(MispConnection.NONE);
    return this;
  }

  /** With a MISP that is down when something is to be changed. */
  WriteCases whileMispIsDown() {
    Object down =
        Proxy.newProxyInstance(
            MispConnection.class.getClassLoader(),
            new Class<?>[] {MispConnection.class},
            (proxy, method, arguments) -> {
              if (method.getReturnType() == boolean.class) return true;
              throw new MispException("MISP doesn't answer.");
            });
    node = node.with((MispConnection) down);
    return this;
  }

  /** With an event in core format, or what has {@code _AttributeFlattened} at least. */
  OneNode.Outcome run(String parameters, String data) {
    return node.run(
        parameters, CoreFormat.relinked(Objects.requireNonNull(Json.map(Json.parse(data)))));
  }

  /** What MISP was told, each as JSON. */
  List<String> told() {
    return misp.told().stream().map(Json::write).toList();
  }

  /** The names of the tags of an element, an L behind those that are local. */
  static List<String> tags(@Nullable Object element) {
    return names(element, "Tag");
  }

  /** The same of {@code _allTags}. */
  static List<String> allTags(@Nullable Object element) {
    return names(element, "_allTags");
  }

  private static List<String> names(@Nullable Object element, String key) {
    return Loose.values(Loose.child(element, key)).stream()
        .map(
            tag ->
                Loose.text(Loose.child(tag, "name"))
                    + (Loose.truthy(Loose.child(tag, "local")) ? " L" : ""))
        .toList();
  }

  static Map<String, @Nullable Object> event(OneNode.Outcome outcome) {
    return Objects.requireNonNull(Json.map(outcome.data().get("Event")));
  }

  /** An attribute by its place, those of objects behind the event's own. */
  static Map<String, @Nullable Object> attribute(OneNode.Outcome outcome, int place) {
    Object flattened = event(outcome).get("_AttributeFlattened");
    return Objects.requireNonNull(Json.map(Loose.child(flattened, Integer.toString(place))));
  }
}
