package org.mispworkflows.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;

/**
 * The vector files: those of a folder, or the copies among the test's resources; plain or
 * gzip-compressed.
 */
public final class Vectors {

  private static final List<String> ENDINGS = List.of(".json", ".json.gz");

  private final @Nullable Path folder;

  private Vectors(@Nullable Path folder) {
    this.folder = folder;
  }

  /** Those of a folder. */
  public static Vectors in(Path folder) {
    return new Vectors(folder);
  }

  /** The copies that the project carries. */
  public static Vectors builtIn() {
    return new Vectors(null);
  }

  /** The cases of a family; empty when there is no such file. */
  public Optional<List<Case>> read(String family) throws IOException {
    for (String ending : ENDINGS) {
      try (InputStream in = open(family + ending)) {
        if (in == null) continue;
        return Optional.of(
            cases(Json.parse(ending.endsWith(".gz") ? new GZIPInputStream(in) : in)));
      }
    }
    return Optional.empty();
  }

  /** A file that is one map. */
  public Optional<Map<String, @Nullable Object>> tree(String file) throws IOException {
    for (String ending : ENDINGS) {
      try (InputStream in = open(file + ending)) {
        if (in == null) continue;
        return Optional.ofNullable(
            Json.map(Json.parse(ending.endsWith(".gz") ? new GZIPInputStream(in) : in)));
      }
    }
    return Optional.empty();
  }

  private @Nullable InputStream open(String file) throws IOException {
    if (folder == null) return Vectors.class.getResourceAsStream("/conformance/" + file);
    Path path = folder.resolve(file);
    return Files.exists(path) ? Files.newInputStream(path) : null;
  }

  private static List<Case> cases(@Nullable Object root) {
    List<Case> cases = new ArrayList<>();
    if (root instanceof List<?> list) {
      for (Object item : list) cases.add(one(item));
    } else if (root instanceof Map<?, ?> map && map.get("cases") instanceof List<?> list) {
      for (Object item : list) cases.add(template(item, map.get("data")));
    }
    return cases;
  }

  private static Case one(@Nullable Object item) {
    Map<String, @Nullable Object> fields = fields(item);
    return new Case(
        String.valueOf(fields.get("name")),
        fields(fields.get("input")),
        fields(fields.get("expected")));
  }

  /** Templates name one of a few root objects and have text as their result. */
  private static Case template(@Nullable Object item, @Nullable Object roots) {
    Map<String, @Nullable Object> fields = fields(item);
    Map<String, @Nullable Object> input = new LinkedHashMap<>();
    input.put("template", fields.get("template"));
    input.put("data", fields(roots).get(String.valueOf(fields.get("data"))));
    Map<String, @Nullable Object> expected = new LinkedHashMap<>();
    expected.put("result", fields.get("expected"));
    if (fields.get("expected_error") != null) expected.put("error", fields.get("expected_error"));
    return new Case(String.valueOf(fields.get("name")), input, expected);
  }

  private static Map<String, @Nullable Object> fields(@Nullable Object value) {
    Map<String, @Nullable Object> map = Json.map(value);
    return map == null ? Map.of() : map;
  }
}
