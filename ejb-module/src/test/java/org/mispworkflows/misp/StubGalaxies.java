package org.mispworkflows.misp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Loose;
import org.mispworkflows.misp.StubGalaxy.Cluster;

/** {@code /galaxies} and {@code /galaxyClusters}. */
final class StubGalaxies {

  private final StubWorld world;

  StubGalaxies(StubWorld world) {
    this.world = world;
  }

  void register(StubRoutes routes) {
    routes
        .any("galaxies/index", this::index)
        .get("galaxies/view", this::view)
        .any("galaxyclusters/index", this::clusters)
        .get("galaxyclusters/view", this::cluster)
        .post("galaxyclusters/restsearch", this::restSearch);
  }

  private StubAnswer index(StubRequest request) {
    StubSearch search = new StubSearch(world, request, Set.of("value"));
    List<@Nullable Object> rows = new ArrayList<>();
    for (StubGalaxy galaxy : world.galaxies())
      if (search.contains("value", StubTree.text(galaxy.fields(), "name")))
        rows.add(StubTree.of("Galaxy", galaxy.fields()));
    return StubAnswer.of(rows);
  }

  private StubGalaxy galaxy(String id) {
    return world.galaxies().stream()
        .filter(galaxy -> galaxy.id().equals(id) || id.equals(galaxy.fields().get("uuid")))
        .findFirst()
        .orElseThrow(() -> new StubRefusal(404, "Invalid galaxy"));
  }

  private StubAnswer view(StubRequest request) {
    StubGalaxy galaxy = galaxy(request.argument(0));
    List<@Nullable Object> clusters = new ArrayList<>();
    for (Cluster cluster : galaxy.clusters()) {
      Map<String, @Nullable Object> view = StubTree.without(cluster.fields());
      view.put("GalaxyElement", cluster.elements());
      clusters.add(view);
    }
    return StubAnswer.of(StubTree.of("Galaxy", galaxy.fields(), "GalaxyCluster", clusters));
  }

  private StubAnswer clusters(StubRequest request) {
    new StubSearch(world, request, Set.of("context", "searchall", "limit", "page"));
    String wanted = Loose.text(request.parameter("searchall")).toLowerCase(Locale.ROOT);
    List<@Nullable Object> rows = new ArrayList<>();
    for (Cluster cluster : galaxy(request.argument(0)).clusters())
      if (names(cluster).stream().anyMatch(name -> name.contains(wanted)))
        rows.add(StubTree.of("GalaxyCluster", cluster.fields()));
    return StubAnswer.of(rows);
  }

  private static List<String> names(Cluster cluster) {
    List<String> names = new ArrayList<>();
    names.add(StubTree.text(cluster.fields(), "value").toLowerCase(Locale.ROOT));
    for (Map<String, @Nullable Object> element : cluster.elements())
      if ("synonyms".equals(element.get("key")))
        names.add(StubTree.text(element, "value").toLowerCase(Locale.ROOT));
    return names;
  }

  private StubAnswer cluster(StubRequest request) {
    for (StubGalaxy galaxy : world.galaxies())
      for (Cluster cluster : galaxy.clusters()) {
        if (!cluster.id().equals(request.argument(0))
            && !request.argument(0).equals(cluster.fields().get("uuid"))) continue;
        Map<String, @Nullable Object> view = cluster.full();
        view.put("Galaxy", galaxy.fields());
        view.put("RelationshipInbound", new ArrayList<>());
        return StubAnswer.of(StubTree.of("GalaxyCluster", view));
      }
    throw new StubRefusal(404, "Invalid galaxy cluster.");
  }

  private StubAnswer restSearch(StubRequest request) {
    StubSearch search =
        new StubSearch(
            world,
            request,
            Set.of(
                "returnFormat",
                "id",
                "uuid",
                "galaxy_id",
                "galaxy_uuid",
                "value",
                "tag_name",
                "limit",
                "page"));
    List<@Nullable Object> found = new ArrayList<>();
    for (StubGalaxy galaxy : world.galaxies())
      for (Cluster cluster : galaxy.clusters()) {
        if (!isFound(search, galaxy, cluster)) continue;
        Map<String, @Nullable Object> view = cluster.full();
        view.put("Galaxy", galaxy.fields());
        found.add(StubTree.of("GalaxyCluster", view));
      }
    return StubSearch.results(StubTree.of("response", search.page(found)), found.size(), 0);
  }

  private static boolean isFound(StubSearch search, StubGalaxy galaxy, Cluster cluster) {
    return search.isOneOf("id", cluster.id())
        && search.isOneOf("uuid", StubTree.text(cluster.fields(), "uuid"))
        && search.isOneOf("galaxy_id", galaxy.id())
        && search.isOneOf("galaxy_uuid", StubTree.text(galaxy.fields(), "uuid"))
        && search.isOneOf("value", StubTree.text(cluster.fields(), "value"))
        && search.isOneOf("tag_name", cluster.tagName());
  }
}
