package org.mispworkflows.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Filtered;
import org.mispworkflows.data.RoamingTree;
import org.mispworkflows.spi.PathFilters;

/**
 * The data as filters show it, kept while nothing changes it: several logic nodes in a row look at
 * the same view, and one more filter narrows the view that is there.
 */
final class Views {

  private PathFilters filters = PathFilters.NONE;
  private @Nullable RoamingTree view;

  /** What a node sees. */
  RoamingTree of(Map<String, @Nullable Object> data, PathFilters wanted) {
    RoamingTree known = view;
    if (wanted.isEmpty()) return new RoamingTree(data);
    if (known == null) known = new RoamingTree(Filtered.view(data, wanted));
    else if (!filters.equals(wanted)) {
      known =
          wanted.startsWith(filters)
              ? new RoamingTree(Filtered.view(known.root(), wanted.after(filters)))
              : new RoamingTree(Filtered.view(data, wanted));
    }
    filters = wanted;
    view = known;
    return known;
  }

  /** Something may have been changed: what passes a filter is to be asked anew. */
  void forget() {
    view = null;
  }
}
