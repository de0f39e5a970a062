package org.mispworkflows.spi;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The data that travels along a path, as the present node sees it: plain maps, lists, texts,
 * numbers, booleans and nulls. A change made through it is seen by all later nodes.
 */
public interface RoamingData {

  /** The data itself, live. */
  Map<String, @Nullable Object> root();

  /** The values that a path selects; empty when there are none. */
  List<@Nullable Object> extract(HashPath path);

  /** The data as JSON text. */
  String toJson();
}
