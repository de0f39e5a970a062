package org.mispworkflows.misp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Loose;

/** What is only read: organisations, sharing groups, roles, models, modules, logs, the version. */
final class StubLists {

  private static final String GENERATED_BY_NOBODY = "0";

  private final StubWorld world;
  private final Object version;

  StubLists(StubWorld world, Object version) {
    this.world = world;
    this.version = version;
  }

  void register(StubRoutes routes) {
    routes
        .any("organisations/index", this::organisations)
        .get("organisations/view", this::organisation)
        .get("sharinggroups/index", this::sharingGroups)
        .get("sharinggroups/view", this::sharingGroup)
        .get("roles/index", this::roles)
        .get("servers/getversion", request -> StubAnswer.of(version))
        .get("decayingmodel/index", this::decayingModels)
        .any("admin/logs/index", this::logs);
  }

  private StubAnswer organisations(StubRequest request) {
    StubSearch search = new StubSearch(world, request, Set.of("scope", "searchall"));
    Object scope = request.parameter("scope");
    List<@Nullable Object> rows = new ArrayList<>();
    for (Map<String, @Nullable Object> organisation : world.organisations()) {
      boolean local = Loose.truthy(organisation.get("local"));
      boolean inScope = "all".equals(scope) || ("external".equals(scope) ? !local : local);
      if (!inScope || !search.contains("searchall", StubTree.text(organisation, "name"))) continue;
      Map<String, @Nullable Object> row = StubTree.without(organisation);
      row.put("user_count", Long.toString(members(StubTree.text(organisation, "id"))));
      row.put("created_by_email", creator(organisation, "Unknown"));
      rows.add(StubTree.of("Organisation", row));
    }
    return StubAnswer.of(rows);
  }

  private long members(String organisation) {
    return world.users().stream()
        .filter(user -> StubTree.text(user, "org_id").equals(organisation))
        .count();
  }

  private @Nullable Object creator(Map<String, @Nullable Object> organisation, String otherwise) {
    String id = StubTree.text(organisation, "created_by");
    return id.equals(GENERATED_BY_NOBODY)
        ? otherwise
        : world.user(id).map(StubUser::email).orElse(otherwise);
  }

  private StubAnswer organisation(StubRequest request) {
    for (Map<String, @Nullable Object> organisation : world.organisations()) {
      String id = StubTree.text(organisation, "id");
      if (!id.equals(request.argument(0)) && !request.argument(0).equals(organisation.get("uuid")))
        continue;
      Map<String, @Nullable Object> view = StubTree.without(organisation, "landingpage");
      view.put("user_count", Long.toString(members(id)));
      view.put("created_by_email", creator(organisation, "Unknown"));
      return StubAnswer.of(StubTree.of("Organisation", view));
    }
    throw new StubRefusal(404, "Invalid organisation");
  }

  private StubAnswer sharingGroups(StubRequest request) {
    List<@Nullable Object> rows = new ArrayList<>();
    for (Map<String, @Nullable Object> group : world.sharingGroups()) {
      Map<String, @Nullable Object> fields = StubTree.map(group.get("SharingGroup"));
      boolean own = StubTree.text(fields, "org_id").equals(request.user().orgId());
      Map<String, @Nullable Object> shown =
          StubTree.pick(
              fields,
              "id",
              "uuid",
              "name",
              "description",
              "releasability",
              "local",
              "active",
              "roaming");
      List<@Nullable Object> members = StubTree.list(group.get("SharingGroupOrg"));
      shown.put("org_count", Integer.toString(members.size()));
      rows.add(
          StubTree.of(
              "SharingGroup",
              shown,
              "Organisation",
              StubTree.pick(StubTree.map(group.get("Organisation")), "id", "name", "uuid"),
              "SharingGroupOrg",
              members,
              "SharingGroupServer",
              group.get("SharingGroupServer"),
              "editable",
              own || request.user().isSiteAdmin(),
              "deletable",
              own || request.user().isSiteAdmin()));
    }
    return StubAnswer.of(StubTree.of("response", rows));
  }

  private StubAnswer sharingGroup(StubRequest request) {
    for (Map<String, @Nullable Object> group : world.sharingGroups())
      if (request.argument(0).equals(StubTree.map(group.get("SharingGroup")).get("id")))
        return StubAnswer.of(group);
    throw new StubRefusal(404, "Invalid sharing group");
  }

  private StubAnswer roles(StubRequest request) {
    return StubAnswer.of(world.roles().stream().map(role -> StubTree.of("Role", role)).toList());
  }

  /** From MISP's source, not recorded: fifty to a page, the newest first. */
  private StubAnswer decayingModels(StubRequest request) {
    List<@Nullable Object> rows = new ArrayList<>();
    for (Map<String, @Nullable Object> model : world.decay().models())
      rows.add(0, StubTree.of("DecayingModel", model));
    return StubAnswer.of(rows);
  }

  private StubAnswer logs(StubRequest request) {
    if (!request.user().isSiteAdmin()) throw StubRefusal.noPermission();
    StubSearch search =
        new StubSearch(world, request, Set.of("model", "model_id", "action", "limit", "page"));
    List<Map<String, @Nullable Object>> found =
        world.logs().stream()
            .filter(
                entry ->
                    search.isOneOf("model", StubTree.text(entry, "model"))
                        && search.isOneOf("model_id", StubTree.text(entry, "model_id"))
                        && search.isOneOf("action", StubTree.text(entry, "action")))
            .toList();
    return StubAnswer.of(
        search.page(found).stream().map(entry -> StubTree.of("Log", entry)).toList());
  }
}
