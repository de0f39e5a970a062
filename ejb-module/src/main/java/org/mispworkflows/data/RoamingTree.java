package org.mispworkflows.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.HashPath;
import org.mispworkflows.spi.RoamingData;

/**
 * The data of a run, or one item of it: a plain tree that modules read and change in place.
 *
 * @param root the tree, live
 */
public record RoamingTree(Map<String, @Nullable Object> root) implements RoamingData {

  @Override
  public List<@Nullable Object> extract(HashPath path) {
    return new ArrayList<>(Loose.values(path.extract(root)));
  }

  @Override
  public String toJson() {
    return Json.write(root);
  }
}
