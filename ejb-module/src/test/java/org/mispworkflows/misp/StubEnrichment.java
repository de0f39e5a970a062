package org.mispworkflows.misp;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;

/** {@code /modules}: what MISP passes on to the enrichment modules behind it. */
final class StubEnrichment {

  private final StubWorld world;

  StubEnrichment(StubWorld world) {
    this.world = world;
  }

  void register(StubRoutes routes) {
    routes
        .get("modules/index", request -> StubAnswer.of(world.modules().listed()))
        .post("modules/queryenrichment", this::query);
  }

  private StubAnswer query(StubRequest request) {
    if (world.blockedTriggers().contains("enrichment-before-query"))
      return StubAnswer.of(
          StubTree.of("message", "Trigger `enrichment-before-query` blocked enrichment"));
    String module = StubTree.text(request.map(), "module");
    if (!world.modules().knows(module))
      world.complain("the stub has no enrichment module " + module);
    Map<String, @Nullable Object> attribute = Json.map(request.map().get("attribute"));
    return StubAnswer.of(
        StubTree.of(
            "results",
            world.modules().results(module, attribute == null ? request.map() : attribute)));
  }
}
