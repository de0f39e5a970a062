package org.mispworkflows.misp;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Loose;

/**
 * Who asks.
 *
 * @param fields the user's record
 * @param role with all its permissions
 * @param organisation the record
 */
record StubUser(
    Map<String, @Nullable Object> fields,
    Map<String, @Nullable Object> role,
    Map<String, @Nullable Object> organisation) {

  String id() {
    return StubTree.text(fields, "id");
  }

  String email() {
    return StubTree.text(fields, "email");
  }

  String orgId() {
    return StubTree.text(fields, "org_id");
  }

  /** Whether the role has a permission: {@code perm_publish}. */
  boolean may(String permission) {
    return Loose.truthy(role.get(permission));
  }

  boolean isSiteAdmin() {
    return may("perm_site_admin");
  }

  /** Whether the user may change an event: their organisation made it, or they are a site admin. */
  boolean owns(StubEvent event) {
    return isSiteAdmin() || orgId().equals(event.text("orgc_id"));
  }

  /** Refuses who lacks a permission. */
  void mustHave(String permission) {
    if (!may(permission)) throw StubRefusal.noPermission();
  }
}
