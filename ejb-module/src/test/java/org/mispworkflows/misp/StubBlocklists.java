package org.mispworkflows.misp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /eventBlocklists}. */
final class StubBlocklists {

  private final StubWorld world;

  StubBlocklists(StubWorld world) {
    this.world = world;
  }

  void register(StubRoutes routes) {
    routes
        .get("eventblocklists/index", this::index)
        .post("eventblocklists/add", this::add)
        .post("eventblocklists/delete", this::delete);
  }

  private static void mustBeSiteAdmin(StubRequest request) {
    if (!request.user().isSiteAdmin()) throw StubRefusal.noPermission();
  }

  private StubAnswer index(StubRequest request) {
    mustBeSiteAdmin(request);
    return StubAnswer.of(world.blocklist());
  }

  /** Successes and fails stand in one 200. */
  private StubAnswer add(StubRequest request) {
    mustBeSiteAdmin(request);
    Map<String, @Nullable Object> fields = request.fields("EventBlocklist");
    List<String> successes = new ArrayList<>();
    List<String> fails = new ArrayList<>();
    for (String uuid : StubTree.texts(fields.get("uuids"))) {
      boolean known = world.blocklist().stream().anyMatch(e -> uuid.equals(e.get("event_uuid")));
      if (known || !StubWorld.isUuid(uuid)) {
        fails.add(uuid);
        continue;
      }
      successes.add(uuid);
      world
          .blocklist()
          .add(
              StubTree.of(
                  "id",
                  world.nextId("EventBlocklist"),
                  "event_uuid",
                  uuid,
                  "created",
                  world.dateTime(),
                  "event_info",
                  StubTree.text(fields, "event_info"),
                  "comment",
                  StubTree.text(fields, "comment"),
                  "event_orgc",
                  StubTree.text(fields, "event_orgc")));
    }
    return StubAnswer.of(
        StubTree.of(
            "result",
            StubTree.of("successes", successes, "fails", fails),
            "message",
            "Done. Added "
                + successes.size()
                + " new entries to the blocklist. "
                + fails.size()
                + " entries could not be saved."));
  }

  private StubAnswer delete(StubRequest request) {
    mustBeSiteAdmin(request);
    String id = request.argument(0);
    if (!world.blocklist().removeIf(entry -> id.equals(entry.get("id"))))
      throw new StubRefusal(404, "Invalid blocklist entry");
    return StubAnswer.saved("Blocklist entry removed", "/event_blocklists/delete", id);
  }
}
