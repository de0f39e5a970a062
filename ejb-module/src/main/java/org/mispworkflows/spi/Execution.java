package org.mispworkflows.spi;

import java.util.List;
import java.util.Map;

/** All that a module gets at run time, besides its parameters. */
public interface Execution {

  /** The data as this path sees it. */
  RoamingData data();

  /**
   * The items to work on: those that pass the node's own filter; without one, all attributes of the
   * event, those of its objects included.
   */
  List<RoamingData> items();

  /**
   * The same items by their key in what they are picked from: in a list their place, from 0, so
   * that a missing number is an item that didn't pass.
   */
  Map<String, RoamingData> itemsByKey();

  /** The filters through which this path sees the data. */
  PathFilters filters();

  /** Whether the node has a filter of its own. */
  boolean filtered();

  /** The MISP instance behind the run. */
  MispConnection misp();

  /** Which run this is. */
  RunInfo run();

  /** Adds a line to the node's record in the run. */
  void note(String message);
}
