package org.mispworkflows.misp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Loose;

/** {@code /users} and {@code /admin/users}. */
final class StubUsers {

  private final StubWorld world;

  StubUsers(StubWorld world) {
    this.world = world;
  }

  void register(StubRoutes routes) {
    routes
        .get("users/view", this::view)
        .get("admin/users/index", this::index)
        .get("admin/users/view", this::viewByAdmin)
        .post("admin/users/add", this::add)
        .post("admin/users/edit", this::edit);
  }

  /** Fields that only a user's own page shows, hidden ones as MISP hides them. */
  private static Map<String, @Nullable Object> page(StubUser user) {
    Map<String, @Nullable Object> view = StubTree.without(user.fields(), "server_id");
    view.put("password", "*****");
    view.put("totp", "*****");
    view.putAll(rest(user));
    return view;
  }

  private static Map<String, @Nullable Object> rest(StubUser user) {
    return StubTree.of(
        "sub",
        null,
        "external_auth_required",
        false,
        "external_auth_key",
        user.isSiteAdmin() ? null : "",
        "notification_daily",
        false,
        "notification_weekly",
        false,
        "notification_monthly",
        false,
        "hotp_counter",
        null,
        "totp_is_set",
        "0");
  }

  private StubAnswer view(StubRequest request) {
    String id = request.argument(0);
    if (!id.equals("me") && !id.equals(request.user().id())) throw StubRefusal.noPermission();
    StubUser user = request.user();
    return StubAnswer.of(
        StubTree.of(
            "User",
            page(user),
            "Role",
            StubTree.without(user.role(), "default"),
            "UserSetting",
            new ArrayList<>(),
            "Organisation",
            user.organisation()));
  }

  /** Whether an administrator may see a user: those of other organisations are hidden. */
  private static boolean administers(StubUser admin, Map<String, @Nullable Object> user) {
    return admin.isSiteAdmin() || admin.orgId().equals(StubTree.text(user, "org_id"));
  }

  private StubAnswer index(StubRequest request) {
    request.user().mustHave("perm_admin");
    List<@Nullable Object> rows = new ArrayList<>();
    for (Map<String, @Nullable Object> user : world.users()) {
      if (!administers(request.user(), user)) continue;
      rows.add(
          StubTree.of(
              "User",
              user,
              "Role",
              StubTree.pick(
                  world.role(StubTree.text(user, "role_id")),
                  "id",
                  "name",
                  "perm_auth",
                  "perm_site_admin",
                  "perm_admin"),
              "Organisation",
              StubTree.pick(world.organisation(StubTree.text(user, "org_id")), "id", "name")));
    }
    return StubAnswer.of(rows);
  }

  private StubUser administered(StubRequest request) {
    request.user().mustHave("perm_admin");
    return world
        .user(request.argument(0))
        .filter(user -> administers(request.user(), user.fields()))
        .orElseThrow(() -> new StubRefusal(404, "Invalid user"));
  }

  private StubAnswer viewByAdmin(StubRequest request) {
    StubUser user = administered(request);
    Map<String, @Nullable Object> view = page(user);
    view.put("orgAdmins", new ArrayList<>());
    return StubAnswer.of(
        StubTree.of(
            "User",
            view,
            "Role",
            StubTree.without(user.role(), "default"),
            "UserSetting",
            new ArrayList<>(),
            "Organisation",
            user.organisation()));
  }

  private StubAnswer add(StubRequest request) {
    request.user().mustHave("perm_admin");
    if (world.blockedTriggers().contains("user-before-save"))
      return StubAnswer.notSaved("Could not add User", "/admin/users/add", new ArrayList<>());
    Map<String, @Nullable Object> fields = request.fields("User");
    Map<String, @Nullable Object> user =
        StubTree.of(
            "id",
            world.nextId("User"),
            "org_id",
            StubTree.text(fields, "org_id"),
            "server_id",
            "0",
            "email",
            StubTree.text(fields, "email"),
            "autoalert",
            Loose.truthy(fields.get("autoalert")),
            "invited_by",
            request.user().id(),
            "gpgkey",
            "",
            "certif_public",
            "",
            "nids_sid",
            "4711",
            "termsaccepted",
            false,
            "newsread",
            "0",
            "role_id",
            StubTree.text(fields, "role_id"),
            "change_pw",
            Loose.truthy(fields.get("change_pw")),
            "contactalert",
            Loose.truthy(fields.get("contactalert")),
            "disabled",
            false,
            "expiration",
            null,
            "current_login",
            "0",
            "last_login",
            "0",
            "last_api_access",
            "0",
            "force_logout",
            false,
            "date_created",
            world.timestamp(),
            "date_modified",
            world.timestamp(),
            "last_pw_change",
            world.timestamp());
    world.users().add(user);
    Map<String, @Nullable Object> view = saved(user);
    view.put("authkey", StubAccess.key(StubTree.text(user, "id")));
    return StubAnswer.of(StubTree.of("User", view));
  }

  private StubAnswer edit(StubRequest request) {
    StubUser user = administered(request);
    if (world.blockedTriggers().contains("user-before-save"))
      return StubAnswer.notSaved(
          "Could not edit User", "/admin/users/edit", new ArrayList<>(), user.id());
    request
        .fields("User")
        .forEach(
            (field, value) -> {
              if (user.fields().containsKey(field)) user.fields().put(field, value);
            });
    user.fields().put("date_modified", world.timestamp());
    return StubAnswer.of(StubTree.of("User", saved(user.fields())));
  }

  private Map<String, @Nullable Object> saved(Map<String, @Nullable Object> user) {
    Map<String, @Nullable Object> view = StubTree.without(user);
    view.put("password", "******");
    view.put("totp", null);
    view.putAll(rest(world.user(StubTree.text(user, "id")).orElseThrow()));
    return view;
  }
}
