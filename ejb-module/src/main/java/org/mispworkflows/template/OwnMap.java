package org.mispworkflows.template;

import java.util.LinkedHashMap;

/** A mapping made by the template, which it may change; keys are text, integers or none. */
final class OwnMap extends LinkedHashMap<Object, Object> {

  /** Refuses keys that Python would take but that would print or compare differently here. */
  void set(Object key, Object value) {
    if (key instanceof Markup markup) {
      put(markup.text(), value);
    } else if (key instanceof String || key instanceof Long || key instanceof None) {
      put(key, value);
    } else {
      throw Failure.type(
          "the key of a mapping must be text or an integer, not " + Values.kind(key));
    }
  }
}
