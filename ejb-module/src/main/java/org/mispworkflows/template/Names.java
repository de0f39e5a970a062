package org.mispworkflows.template;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The variables that one block mentions, noted while it is parsed. Jinja decides by the order in
 * the text: a variable that is set before it is read is undefined until then, even in inner blocks
 * and even if the data has that name.
 */
final class Names {
  private final @Nullable Names parent;
  private final Set<String> mentioned = new HashSet<>();
  private final Set<String> setFirst = new LinkedHashSet<>();
  private final Set<String> later = new LinkedHashSet<>();
  private int branches;

  Names(@Nullable Names parent) {
    this.parent = parent;
  }

  void read(String name) {
    mentioned.add(name);
  }

  void store(String name) {
    if (mentioned.add(name) && branches == 0) {
      setFirst.add(name);
    }
  }

  void enterBranch() {
    branches++;
  }

  void leaveBranch() {
    branches--;
  }

  /** The variables to hide at the start; filled by {@link #finish}. */
  Set<String> later() {
    return later;
  }

  /** To be called when all of the template is parsed: outer blocks may mention names further on. */
  void finish() {
    later.addAll(setFirst);
    for (Names outer = parent; outer != null; outer = outer.parent) {
      later.removeAll(outer.mentioned);
    }
  }
}
