package org.mispworkflows.misp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.Catalogue;

/** Reads the lists of a MISP instance, whole and in the order of their labels. */
final class MispLists {

  /** Of tags, as asked for; MISP 2.5 sends all of them whatever is asked. */
  private static final int PAGE = 5_000;

  private static final int MOST_PAGES = 1_000;
  private static final String GALAXY = "misp-galaxy:";

  private final MispRest rest;

  MispLists(MispRest rest) {
    this.rest = rest;
  }

  /** All of a list that MISP has as one. */
  List<Choice> load(Catalogue list) {
    return switch (list) {
      case TAGS ->
          pages("/tags/index/exclude_statistics:1/limit:" + PAGE + "/page:1", MispLists::tag);
      case CLUSTERS -> clusters();
      case ORGANISATIONS ->
          pages("/organisations/index/scope:all", byId("Organisation", "nationality"));
      case SHARING_GROUPS -> pages("/sharing_groups/index", byId("SharingGroup", "description"));
      case WARNINGLISTS -> pages("/warninglists/index/enabled:1", byId("Warninglist", "category"));
      case WARNINGLIST_NAMES -> pages("/warninglists/index/enabled:1", MispLists::warninglistName);
      case CUSTOM_WARNINGLISTS ->
          pages("/warninglists/index/enabled:1", MispLists::customWarninglist);
      case DECAYING_MODELS -> pages("/decayingModel/index", byId("DecayingModel", "description"));
      case USERS, MODULES, NONE ->
          throw new IllegalArgumentException("MISP has no list of " + list.key());
    };
  }

  /** Tags that have all words of a query; a question to MISP, which may know thousands. */
  List<Choice> tagsLike(String query) {
    return searched(fragment(query), MispLists::tag);
  }

  /** Clusters that some event or attribute had; MISP can't search all of them. */
  List<Choice> clustersLike(String query) {
    String fragment = fragment(query);
    return searched(fragment.isEmpty() ? GALAXY : fragment, MispLists::clusterOfTag);
  }

  private List<Choice> searched(
      String fragment, Function<Map<String, @Nullable Object>, Optional<Choice>> reader) {
    Map<String, Choice> found = new LinkedHashMap<>();
    String path = "/tags/index/searchall:" + MispRest.part(fragment) + "/exclude_statistics:1.json";
    add(found, rest.get(path), reader);
    return ordered(found);
  }

  /**
   * The longest piece of a query that MISP finds by itself: it doesn't know that words may be
   * apart, and some characters mean something in its addresses.
   */
  static String fragment(String query) {
    String longest = "";
    for (String piece : query.split("[\\s/\\\\%?#&+]+", -1)) {
      if (piece.length() > longest.length()) longest = piece;
    }
    return longest;
  }

  /**
   * MISP pages some lists, by 20, 60, 100 or as asked, and others not: a page that may be a full
   * one is followed by the next, until nothing new comes.
   *
   * @param path without {@code .json}; the first page
   */
  private List<Choice> pages(
      String path, Function<Map<String, @Nullable Object>, Optional<Choice>> reader) {
    Map<String, Choice> all = new LinkedHashMap<>();
    String first = path.replaceFirst("/page:1$", "");
    int full = add(all, rest.get(path + ".json"), reader);
    if (full == 0 || full % 10 != 0 || full > PAGE) return ordered(all);
    for (int page = 2; page <= MOST_PAGES; page++) {
      int known = all.size();
      Object answer = rest.find(first + "/page:" + page + ".json");
      if (answer == null || add(all, answer, reader) < full || all.size() == known) break;
    }
    return ordered(all);
  }

  /** How many entries an answer has: bare, or below its only key. */
  private static int add(
      Map<String, Choice> all,
      @Nullable Object answer,
      Function<Map<String, @Nullable Object>, Optional<Choice>> reader) {
    List<@Nullable Object> values = Answers.list(answer);
    boolean wrapped = answer instanceof Map<?, ?> && values.size() == 1;
    List<Map<String, @Nullable Object>> maps =
        Answers.maps(wrapped && values.get(0) instanceof List<?> list ? list : answer);
    for (Map<String, @Nullable Object> entry : maps) {
      reader.apply(entry).ifPresent(choice -> all.putIfAbsent(choice.value(), choice));
    }
    return maps.size();
  }

  private static List<Choice> ordered(Map<String, Choice> choices) {
    List<Choice> all = new ArrayList<>(choices.values());
    all.sort(Comparator.comparing(Choice::label, String.CASE_INSENSITIVE_ORDER));
    return all;
  }

  private static Optional<Choice> tag(Map<String, @Nullable Object> tag) {
    String name = Answers.text(tag.get("name"));
    if (name.isEmpty() || Answers.flag(tag.get("hide_tag")) || name.startsWith(GALAXY))
      return Optional.empty();
    String expanded = Answers.text(Answers.map(tag.get("Taxonomy")).get("expanded"));
    return Optional.of(Choice.of(name, name, expanded.equals(name) ? "" : expanded));
  }

  private static Optional<Choice> clusterOfTag(Map<String, @Nullable Object> tag) {
    String name = Answers.text(tag.get("name"));
    if (!name.startsWith(GALAXY) || Answers.flag(tag.get("hide_tag"))) return Optional.empty();
    return Optional.of(Choice.of(name.substring(GALAXY.length())));
  }

  /** A galaxy at a time: MISP has no list of all clusters. */
  private List<Choice> clusters() {
    Map<String, Choice> all = new LinkedHashMap<>();
    for (Choice galaxy : pages("/galaxies/index", MispLists::enabledGalaxy)) {
      String path = "/galaxy_clusters/index/" + MispRest.part(galaxy.value()) + ".json";
      add(all, rest.get(path), MispLists::cluster);
    }
    return ordered(all);
  }

  private static Optional<Choice> enabledGalaxy(Map<String, @Nullable Object> entry) {
    Map<String, @Nullable Object> galaxy = Answers.map(entry.get("Galaxy"));
    boolean on = !galaxy.containsKey("enabled") || Answers.flag(galaxy.get("enabled"));
    return on ? byId("Galaxy", "type").apply(entry) : Optional.empty();
  }

  private static Optional<Choice> cluster(Map<String, @Nullable Object> entry) {
    Map<String, @Nullable Object> cluster = Answers.map(entry.get("GalaxyCluster"));
    String tag = Answers.text(cluster.get("tag_name"));
    if (!tag.startsWith(GALAXY)) return Optional.empty();
    String value = tag.substring(GALAXY.length());
    return Optional.of(Choice.of(value, value, Answers.text(cluster.get("description"))));
  }

  private static Optional<Choice> warninglistName(Map<String, @Nullable Object> entry) {
    return byId("Warninglist", "category")
        .apply(entry)
        .map(list -> Choice.of(list.label(), list.label(), list.about()));
  }

  /** MISP refuses changes of those that it brings along. */
  private static Optional<Choice> customWarninglist(Map<String, @Nullable Object> entry) {
    boolean broughtAlong = Answers.flag(Answers.map(entry.get("Warninglist")).get("default"));
    return broughtAlong ? Optional.empty() : byId("Warninglist", "category").apply(entry);
  }

  /** Of {@code {Kind: {id, name, …}}}. */
  private static Function<Map<String, @Nullable Object>, Optional<Choice>> byId(
      String kind, String about) {
    return entry -> {
      Map<String, @Nullable Object> record = Answers.map(entry.get(kind));
      String id = Answers.text(record.get("id"));
      if (id.isEmpty()) return Optional.empty();
      String name = Answers.text(record.get("name"));
      return Optional.of(
          Choice.of(id, name.isEmpty() ? id : name, Answers.text(record.get(about))));
    };
  }
}
