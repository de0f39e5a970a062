package org.mispworkflows.misp;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.Catalogue;
import org.mispworkflows.spi.MispException;
import org.mispworkflows.spi.MispUser;

/** What a MISP instance has in lists: kept in memory, searched here, loaded page by page. */
final class MispCatalogue {

  private static final Duration LISTS_ARE_FRESH = Duration.ofMinutes(10);
  private static final Duration USERS_ARE_FRESH = Duration.ofMinutes(1);

  private final MispRest rest;
  private final Map<Catalogue, Choices> lists = new ConcurrentHashMap<>();
  private final Map<String, Found> clusters = new ConcurrentHashMap<>();
  private List<MispUser> users = List.of();
  private Instant usersStaleAt = Instant.MIN;

  /** A cluster that was looked for. */
  private record Found(Optional<String> tag, Instant staleAt) {}

  MispCatalogue(MispRest rest, Executor background) {
    this.rest = rest;
    for (Catalogue list : Catalogue.values()) {
      lists.put(list, new Choices(() -> load(list), background, LISTS_ARE_FRESH));
    }
  }

  /**
   * A page of what contains all words of a query.
   *
   * @param total how many there are in all
   */
  record Page(List<Choice> items, int total) {}

  /**
   * Searches a list. Before the list is known, MISP searches its tags itself.
   *
   * @param page from 1
   * @throws MispException when MISP can't be asked
   */
  Page search(Catalogue list, String query, int page, int size) {
    if (list == Catalogue.CLUSTERS) return page(searchClusters(query), page, size);
    Choices choices = choices(list);
    List<Choice> known = choices.known();
    if (known == null && list == Catalogue.TAGS) return page(searchTags(query), page, size);
    return page(Choices.matching(known == null ? choices.all() : known, query), page, size);
  }

  private Choices choices(Catalogue list) {
    Choices choices = lists.get(list);
    if (choices == null) throw new IllegalArgumentException("there is no list " + list);
    return choices;
  }

  private static Page page(List<Choice> found, int page, int size) {
    int from = Math.min(found.size(), (page - 1) * size);
    int to = Math.min(found.size(), from + size);
    return new Page(found.subList(from, to), found.size());
  }

  private List<Choice> load(Catalogue list) {
    return switch (list) {
      case TAGS -> tags();
      case ORGANISATIONS ->
          records("/organisations/index/scope:all.json", "Organisation", "nationality");
      case SHARING_GROUPS -> records("/sharing_groups/index.json", "SharingGroup", "description");
      case WARNINGLISTS -> records("/warninglists/index/enabled:1.json", "Warninglist", "category");
      case DECAYING_MODELS -> records("/decayingModel/index.json", "DecayingModel", "description");
      case USERS -> users().stream().map(u -> Choice.of(u.email(), u.email(), "")).toList();
      case MODULES, CLUSTERS, NONE ->
          throw new IllegalArgumentException("MISP has no list of " + list.key());
    };
  }

  /** MISP gives all of them at once, whatever page is asked for. */
  private List<Choice> tags() {
    return choices(rest.get("/tags/index/exclude_statistics:1.json"));
  }

  private List<Choice> searchTags(String query) {
    if (query.isBlank()) return tags();
    return choices(
        rest.get(
            "/tags/index/exclude_statistics:1/searchall:"
                + MispRest.part(query.strip())
                + ".json"));
  }

  private static List<Choice> choices(@Nullable Object answer) {
    List<Choice> tags = new ArrayList<>();
    for (Map<String, @Nullable Object> tag : Answers.maps(Answers.map(answer).get("Tag"))) {
      String name = Answers.text(tag.get("name"));
      if (!Answers.flag(tag.get("hide_tag"))) tags.add(Choice.of(name, name, ""));
    }
    return tags;
  }

  /** A list of {@code {Kind: {id, name, …}}}, bare or below {@code response} or the plural. */
  private List<Choice> records(String path, String kind, String about) {
    Object answer = rest.get(path);
    Map<String, @Nullable Object> wrapped = Answers.map(answer);
    Object inside = wrapped.getOrDefault("response", wrapped.get(kind + "s"));
    List<Choice> choices = new ArrayList<>();
    for (Map<String, @Nullable Object> entry : Answers.maps(inside == null ? answer : inside)) {
      Map<String, @Nullable Object> record = Answers.map(entry.get(kind));
      String id = Answers.text(record.get("id"));
      if (id.isEmpty()) continue;
      choices.add(Choice.of(id, Answers.text(record.get("name")), Answers.text(record.get(about))));
    }
    return choices;
  }

  /** Of any galaxy, by value: a query of MISP's own, since there are too many to keep. */
  private List<Choice> searchClusters(String query) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("returnFormat", "json");
    body.put("limit", 200);
    body.put("value", "%" + query.strip() + "%");
    List<Choice> choices = new ArrayList<>();
    for (Map<String, @Nullable Object> entry :
        Answers.maps(
            Answers.map(rest.search("/galaxy_clusters/restSearch", body))
                .getOrDefault("response", List.of()))) {
      Map<String, @Nullable Object> cluster = Answers.map(entry.get("GalaxyCluster"));
      String tag = Answers.text(cluster.get("tag_name"));
      String value = tag.startsWith("misp-galaxy:") ? tag.substring(12) : tag;
      choices.add(Choice.of(value, value, Answers.text(cluster.get("description"))));
    }
    return choices;
  }

  /** A warninglist's id, by id or name. */
  String warninglistId(String idOrName) {
    if (idOrName.matches("\\d+")) return idOrName;
    for (Choice list : choices(Catalogue.WARNINGLISTS).all()) {
      if (list.label().equals(idOrName)) return list.value();
    }
    throw new MispException(
        "MISP `" + rest.name() + "` has no enabled warninglist `" + idOrName + "`.");
  }

  /** False positive or known. */
  String warninglistCategory(String id) {
    for (Choice list : choices(Catalogue.WARNINGLISTS).all()) {
      if (list.value().equals(id)) return list.about();
    }
    return "";
  }

  /** All whom the connection's user may see; a site admin sees all. */
  synchronized List<MispUser> users() {
    if (Instant.now().isBefore(usersStaleAt)) return users;
    List<MispUser> fresh = new ArrayList<>();
    for (Map<String, @Nullable Object> entry : Answers.maps(rest.get("/admin/users.json"))) {
      Map<String, @Nullable Object> user = Answers.map(entry.get("User"));
      Map<String, @Nullable Object> role = Answers.map(entry.get("Role"));
      boolean siteAdmin = Answers.flag(role.get("perm_site_admin"));
      fresh.add(
          new MispUser(
              Answers.text(user.get("id")),
              Answers.text(user.get("email")),
              Answers.text(user.get("org_id")),
              siteAdmin,
              Answers.flag(role.get("perm_admin")) && !siteAdmin,
              Answers.flag(user.get("disabled"))));
    }
    users = List.copyOf(fresh);
    usersStaleAt = Instant.now().plus(USERS_ARE_FRESH);
    return users;
  }

  /** The tag of a cluster, by its value or a synonym. */
  Optional<String> clusterTag(String galaxy, String value) {
    String key = galaxy + "\n" + value.strip().toLowerCase(Locale.ROOT);
    Found known = clusters.get(key);
    if (known != null && Instant.now().isBefore(known.staleAt())) return known.tag();
    Optional<String> tag = findCluster(galaxy, value.strip());
    if (clusters.size() > 10_000) clusters.clear();
    clusters.put(key, new Found(tag, Instant.now().plus(LISTS_ARE_FRESH)));
    return tag;
  }

  private Optional<String> findCluster(String galaxy, String value) {
    Map<String, @Nullable Object> exact = new LinkedHashMap<>();
    exact.put("returnFormat", "json");
    exact.put("tag_name", "misp-galaxy:" + galaxy + "=\"" + value + "\"");
    Optional<String> found =
        first(
            Answers.map(rest.search("/galaxy_clusters/restSearch", exact)).get("response"), value);
    if (found.isPresent()) return found;
    for (Map<String, @Nullable Object> entry :
        Answers.maps(rest.search("/galaxies/index", Map.of("value", galaxy)))) {
      Map<String, @Nullable Object> record = Answers.map(entry.get("Galaxy"));
      if (!galaxy.equalsIgnoreCase(Answers.text(record.get("type")))) continue;
      Object clustersOfIt =
          rest.search(
              "/galaxy_clusters/index/" + MispRest.part(Answers.text(record.get("id"))),
              Map.of("context", "all", "searchall", value));
      found = first(clustersOfIt, value);
      if (found.isPresent()) return found;
      // MISP searches synonyms too, but shows them only in detail: one hit is meant
      List<Map<String, @Nullable Object>> hits = Answers.maps(clustersOfIt);
      if (hits.size() == 1) return synonym(hits.get(0), value);
    }
    return Optional.empty();
  }

  private static Optional<String> first(@Nullable Object clusters, String value) {
    for (Map<String, @Nullable Object> entry : Answers.maps(clusters)) {
      Map<String, @Nullable Object> cluster = Answers.map(entry.get("GalaxyCluster"));
      if (value.equalsIgnoreCase(Answers.text(cluster.get("value"))))
        return Optional.of(Answers.text(cluster.get("tag_name")));
    }
    return Optional.empty();
  }

  private Optional<String> synonym(Map<String, @Nullable Object> hit, String value) {
    Map<String, @Nullable Object> cluster = Answers.map(hit.get("GalaxyCluster"));
    String id = Answers.text(cluster.get("id"));
    Object detail = rest.find("/galaxy_clusters/view/" + MispRest.part(id) + ".json");
    Map<String, @Nullable Object> whole = Answers.map(Answers.map(detail).get("GalaxyCluster"));
    for (Map<String, @Nullable Object> element :
        Answers.maps(whole.getOrDefault("GalaxyElement", List.of()))) {
      boolean meant = value.equalsIgnoreCase(Answers.text(element.get("value")));
      if (meant) return Optional.of(Answers.text(cluster.get("tag_name")));
    }
    return Optional.empty();
  }
}
