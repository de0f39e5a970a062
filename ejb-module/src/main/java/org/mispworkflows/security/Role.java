package org.mispworkflows.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What somebody may do; each role may do all that the ones before it may. */
public enum Role {
  /** Reads. */
  VIEWER,
  /** Toggles, runs, replays. */
  OPERATOR,
  /** Changes workflows and blueprints. */
  EDITOR,
  /** Everything. */
  ADMIN;

  /** The role names for annotations. */
  public static final String VIEW = "viewer";

  /** The role names for annotations. */
  public static final String OPERATE = "operator";

  /** The role names for annotations. */
  public static final String EDIT = "editor";

  /** The role names for annotations. */
  public static final String ADMINISTER = "admin";

  /** As it is stored and spoken: {@code viewer}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The names of this role and of all that it includes. */
  public Set<String> granted() {
    return Arrays.stream(values())
        .filter(r -> r.compareTo(this) <= 0)
        .map(Role::key)
        .collect(Collectors.toSet());
  }
}
