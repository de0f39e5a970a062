package org.mispworkflows.spi;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A list that parameters pick from. A MISP instance has it, the misp-modules service, or this
 * server; it may be long, so it is searched where it is.
 */
public enum Catalogue {
  /** Nothing to pick from: free entry. */
  NONE,
  /** Tags, by name. */
  TAGS,
  /** Galaxy clusters, by tag without the prefix {@code misp-galaxy:}. */
  CLUSTERS,
  /** Organisations, by id. */
  ORGANISATIONS,
  /** Sharing groups, by id. */
  SHARING_GROUPS,
  /** Enabled warninglists, by id. */
  WARNINGLISTS,
  /** Enabled warninglists, by name. */
  WARNINGLIST_NAMES,
  /** Enabled warninglists that people may add to, by id. */
  CUSTOM_WARNINGLISTS,
  /** Who can get mail: groups, and users by mail address. */
  USERS,
  /** Decaying models, by id. */
  DECAYING_MODELS,
  /** Enrichment modules of the misp-modules service, by name. */
  MODULES;

  /** As it is written in addresses: {@code sharing-groups}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one with this key; empty when there is none to pick from. */
  public static Optional<Catalogue> of(String key) {
    return all().filter(catalogue -> catalogue.key().equals(key)).findFirst();
  }

  /** All that there is something to pick from. */
  public static Stream<Catalogue> all() {
    return Arrays.stream(values()).filter(catalogue -> catalogue != NONE);
  }
}
