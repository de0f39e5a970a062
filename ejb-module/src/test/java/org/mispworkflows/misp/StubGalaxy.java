package org.mispworkflows.misp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A galaxy.
 *
 * @param fields its columns
 * @param clusters its clusters, as far as recordings show them
 */
record StubGalaxy(Map<String, @Nullable Object> fields, List<Cluster> clusters) {

  private static final String[] COLUMNS = {
    "id",
    "uuid",
    "collection_uuid",
    "type",
    "value",
    "tag_name",
    "description",
    "galaxy_id",
    "source",
    "authors",
    "version",
    "distribution",
    "sharing_group_id",
    "org_id",
    "orgc_id",
    "default",
    "locked",
    "extends_uuid",
    "extends_version",
    "published",
    "deleted"
  };

  /**
   * A cluster.
   *
   * @param fields its columns
   * @param elements {@code {id, galaxy_cluster_id, key, value}}
   * @param surroundings what stands beside the columns where a cluster is shown on something: its
   *     relations, organisations and {@code meta}
   */
  record Cluster(
      Map<String, @Nullable Object> fields,
      List<Map<String, @Nullable Object>> elements,
      Map<String, @Nullable Object> surroundings) {

    /** From any of the forms that MISP shows clusters in. */
    static Cluster of(Map<String, @Nullable Object> record) {
      List<Map<String, @Nullable Object>> elements = StubTree.maps(record.get("GalaxyElement"));
      Map<String, @Nullable Object> surroundings =
          StubTree.pick(
              record, "GalaxyClusterRelation", "TargetingClusterRelation", "Org", "Orgc", "meta");
      surroundings.computeIfAbsent("meta", key -> meta(elements));
      return new Cluster(StubTree.pick(record, COLUMNS), elements, surroundings);
    }

    private static Object meta(List<Map<String, @Nullable Object>> elements) {
      Map<String, List<@Nullable Object>> meta = new LinkedHashMap<>();
      for (Map<String, @Nullable Object> element : elements)
        meta.computeIfAbsent(StubTree.text(element, "key"), key -> new ArrayList<>())
            .add(element.get("value"));
      return meta;
    }

    String id() {
      return StubTree.text(fields, "id");
    }

    String tagName() {
      return StubTree.text(fields, "tag_name");
    }

    /** As a search shows it: without the galaxy. */
    Map<String, @Nullable Object> full() {
      Map<String, @Nullable Object> full = new LinkedHashMap<>(fields);
      full.put("GalaxyElement", elements);
      full.putAll(StubTree.without(surroundings, "meta"));
      return full;
    }
  }

  String id() {
    return StubTree.text(fields, "id");
  }
}
