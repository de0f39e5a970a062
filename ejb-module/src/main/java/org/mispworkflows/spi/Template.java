package org.mispworkflows.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parsed template that the module renders itself, once for each item, say. A parameter of type
 * text is rendered before the module is called; this is for the others.
 */
public interface Template {

  /** As it was written. */
  String text();

  /**
   * Renders it, within the server's limits.
   *
   * @param root what the template can name
   */
  String render(Map<String, @Nullable Object> root);
}
