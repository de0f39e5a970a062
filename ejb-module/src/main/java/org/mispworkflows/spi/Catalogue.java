package org.mispworkflows.spi;

import java.util.Locale;

/** A list that a MISP instance, or its misp-modules service, has and that parameters pick from. */
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
  /** Warninglists, by id. */
  WARNINGLISTS,
  /** Users, by mail address. */
  USERS,
  /** Decaying models, by id. */
  DECAYING_MODELS,
  /** Enrichment modules, by name. */
  MODULES;

  /** As it is written in addresses: {@code sharing-groups}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
