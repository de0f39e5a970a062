package org.mispworkflows.template;

import java.util.ArrayList;
import java.util.Collection;

/** A list made by the template, which it may change; lists of the data it may not. */
final class OwnList extends ArrayList<Object> {

  OwnList() {}

  OwnList(Collection<?> items) {
    super(items);
  }
}
