package org.mispworkflows.misp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.Catalogue;
import org.mispworkflows.spi.MispException;
import org.mispworkflows.spi.MispUser;

/** What a MISP instance has in lists: loaded when somebody asks, kept in memory, searched here. */
final class MispCatalogue {

  private static final Duration LISTS_ARE_FRESH = Duration.ofMinutes(10);
  private static final Duration CLUSTERS_ARE_FRESH = Duration.ofHours(1);
  private static final Duration USERS_ARE_FRESH = Duration.ofMinutes(1);

  private static final String CLUSTERS_IN_USE =
      "Only clusters that MISP's events had are searched until the list of all is loaded.";

  /** Their values say it all. */
  private static final Set<Catalogue> OWN_LABELS =
      EnumSet.of(Catalogue.TAGS, Catalogue.CLUSTERS, Catalogue.WARNINGLIST_NAMES, Catalogue.USERS);

  private final MispRest rest;
  private final MispLists reader;
  private final Map<Catalogue, Choices> lists = new EnumMap<>(Catalogue.class);
  private final Map<String, Sought> clusters = new ConcurrentHashMap<>();
  private List<MispUser> users = List.of();
  private Instant usersStaleAt = Instant.MIN;

  /** A cluster that was looked for. */
  private record Sought(Optional<String> tag, Instant staleAt) {}

  MispCatalogue(MispRest rest, Executor background) {
    this.rest = rest;
    this.reader = new MispLists(rest);
    Catalogue.all()
        .filter(list -> list != Catalogue.MODULES)
        .forEach(
            list -> {
              String name = list.key() + " of MISP `" + rest.name() + "`";
              Duration fresh = list == Catalogue.CLUSTERS ? CLUSTERS_ARE_FRESH : LISTS_ARE_FRESH;
              lists.put(
                  list,
                  new Choices(name, () -> load(list), background, fresh, InstantSource.system()));
            });
  }

  /**
   * Searches a list. Before a long one is known, MISP is asked what it finds by itself.
   *
   * @param page from 1
   * @throws MispException when MISP can't be asked
   */
  Found search(Catalogue list, String query, int page, int size) {
    Choices choices = choices(list);
    List<Choice> known = choices.known();
    if (known == null && list == Catalogue.TAGS && !MispLists.fragment(query).isEmpty())
      return Found.in(reader.tagsLike(query), query, page, size);
    if (known == null && list == Catalogue.CLUSTERS)
      return Found.in(reader.clustersLike(query), query, page, size).but(CLUSTERS_IN_USE);
    List<Choice> all = known == null ? choices.all() : known;
    return Found.in(all, query, page, size).but(choices.doubt());
  }

  /**
   * The choices of stored values, in their order; one that MISP doesn't have is kept as it is.
   *
   * @throws MispException when MISP can't be asked
   */
  List<Choice> labels(Catalogue list, List<String> values) {
    Choices choices = choices(list);
    List<Choice> known = OWN_LABELS.contains(list) ? choices.known() : choices.all();
    return Choice.of(values, known == null ? List.of() : known);
  }

  private Choices choices(Catalogue list) {
    Choices choices = lists.get(list);
    if (choices == null) throw new IllegalArgumentException("there is no list " + list);
    return choices;
  }

  private List<Choice> load(Catalogue list) {
    if (list != Catalogue.USERS) return reader.load(list);
    return Catalogues.recipients(
        users().stream().filter(user -> !user.disabled()).map(MispUser::email).toList());
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

  private List<?> userList() {
    if (rest.get("/admin/users.json") instanceof List<?> list) return list;
    throw new MispException("MISP `" + rest.name() + "` didn't answer with a list of users.");
  }

  /** All whom the connection's user may see; a site admin sees all. */
  synchronized List<MispUser> users() {
    if (Instant.now().isBefore(usersStaleAt)) return users;
    List<MispUser> fresh = new ArrayList<>();
    for (Map<String, @Nullable Object> entry : Answers.maps(userList())) {
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
    Sought known = clusters.get(key);
    if (known != null && Instant.now().isBefore(known.staleAt())) return known.tag();
    Optional<String> tag = findCluster(galaxy, value.strip());
    if (clusters.size() > 10_000) clusters.clear();
    clusters.put(key, new Sought(tag, Instant.now().plus(LISTS_ARE_FRESH)));
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
