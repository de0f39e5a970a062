package org.mispworkflows.misp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the misp-modules service is, as far as it is known.
 *
 * @param configured whether there is to be one
 * @param modules how many it offers, or offered when it was last there
 * @param asked when it was last asked for its modules; null: never
 * @param downSince since when it is known to be away; null: it isn't
 * @param trouble why it counts as away; empty when it doesn't
 * @param leftAlone whether it isn't asked for now, since it failed again and again
 */
public record ModuleServiceState(
    boolean configured,
    int modules,
    @Nullable Instant asked,
    @Nullable Instant downSince,
    String trouble,
    boolean leftAlone) {

  /** Where there is to be no service. */
  static final ModuleServiceState NONE = new ModuleServiceState(false, 0, null, null, "", false);

  /** Whether it is known to be away. */
  public boolean isDown() {
    return downSince != null;
  }
}
