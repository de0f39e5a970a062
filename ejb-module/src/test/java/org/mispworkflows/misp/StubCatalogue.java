package org.mispworkflows.misp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Loose;

/** The tags that MISP knows. */
final class StubCatalogue {

  private static final String GALAXY = "misp-galaxy:";

  private final StubWorld world;
  private final Map<String, Map<String, @Nullable Object>> byId = new LinkedHashMap<>();
  private final Map<String, Map<String, @Nullable Object>> byName = new LinkedHashMap<>();
  private final Map<String, Map<String, @Nullable Object>> taxonomies = new LinkedHashMap<>();

  private final Map<String, String> expanded = new HashMap<>();

  StubCatalogue(StubWorld world) {
    this.world = world;
  }

  Collection<Map<String, @Nullable Object>> all() {
    return byId.values();
  }

  /** Adds an enabled taxonomy. */
  void addTaxonomy(Map<String, @Nullable Object> taxonomy) {
    taxonomies.put(key(StubTree.text(taxonomy, "namespace")), taxonomy);
  }

  /** What a taxonomy says of a tag; the tag's name if it says nothing. */
  String expanded(String name) {
    return expanded.getOrDefault(key(name), name);
  }

  /** Notes what a taxonomy says of a tag. */
  void expand(String name, String expanded) {
    this.expanded.put(key(name), expanded);
  }

  Optional<Map<String, @Nullable Object>> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** By name in any case. */
  Optional<Map<String, @Nullable Object>> named(String name) {
    return Optional.ofNullable(byName.get(key(name)));
  }

  /** By name, or by id if it is a number. */
  Optional<Map<String, @Nullable Object>> find(String nameOrId) {
    return Loose.isNumeric(nameOrId) ? byId(nameOrId) : named(nameOrId);
  }

  void put(Map<String, @Nullable Object> tag) {
    byId.put(StubTree.text(tag, "id"), tag);
    byName.put(key(StubTree.text(tag, "name")), tag);
  }

  /** Makes a tag, in the colour that MISP gives to its name. */
  Map<String, @Nullable Object> create(String name) {
    Map<String, @Nullable Object> tag =
        StubTree.of(
            "id",
            world.nextId("Tag"),
            "name",
            name,
            "colour",
            colour(name),
            "exportable",
            true,
            "org_id",
            "0",
            "user_id",
            "0",
            "hide_tag",
            false,
            "numerical_value",
            null,
            "is_galaxy",
            name.startsWith(GALAXY),
            "is_custom_galaxy",
            false,
            "local_only",
            false);
    put(tag);
    return tag;
  }

  /** The taxonomy whose namespace a name starts with. */
  Optional<Map<String, @Nullable Object>> taxonomy(String name) {
    String key = key(name);
    return taxonomies.entrySet().stream()
        .filter(entry -> key.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Whether a tag can't stand beside those that are there: its taxonomy allows one only. */
  boolean isExcluded(StubTagged element, Map<String, @Nullable Object> tag) {
    Map<String, @Nullable Object> taxonomy =
        taxonomy(StubTree.text(tag, "name")).orElse(StubTree.of());
    if (!Loose.truthy(taxonomy.get("exclusive"))) return false;
    return element.tags().stream()
        .map(link -> byId(link.tagId()).orElseThrow())
        .anyMatch(
            other -> taxonomy(StubTree.text(other, "name")).filter(taxonomy::equals).isPresent());
  }

  private static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  private static String colour(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(name.getBytes(StandardCharsets.UTF_8));
      return "#" + HexFormat.of().formatHex(digest, 0, 3);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has MD5", e);
    }
  }
}
