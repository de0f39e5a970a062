package org.mispworkflows.misp;

import org.jspecify.annotations.Nullable;

/** Who may come in: each user has a key. */
final class StubAccess {

  private static final int LENGTH = 40;
  private static final String WRONG =
      "Authentication failed. Please make sure you pass the API key of an API enabled user along in the Authorization header.";

  private final StubWorld world;

  StubAccess(StubWorld world) {
    this.world = world;
  }

  /** A user's key: 40 characters that end with the id. */
  static String key(String userId) {
    return "KeyOfTheStub".repeat(4).substring(0, LENGTH - userId.length()) + userId;
  }

  /** The user of a key. */
  StubUser user(@Nullable String authorization) {
    return world.users().stream()
        .map(user -> StubTree.text(user, "id"))
        .filter(id -> key(id).equals(authorization))
        .findFirst()
        .flatMap(world::user)
        .orElseThrow(() -> new StubRefusal(403, WRONG));
  }
}
