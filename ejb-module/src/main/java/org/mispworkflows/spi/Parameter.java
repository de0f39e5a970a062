package org.mispworkflows.spi;

import java.util.List;

/**
 * One parameter of a module, as a form shows it.
 *
 * @param id the stored name
 * @param label for people
 * @param widget how it is edited
 * @param type the Java type it is bound to
 * @param defaultText the default: text, or JSON when it begins with <code>[</code>
 * @param placeholder shown in the empty field
 * @param options of a select, in order; of a picker: what can be picked besides the catalogue
 * @param jinja whether the text is a Jinja2 template
 * @param required whether a workflow can't be saved without it
 * @param multiple whether a picker takes several entries
 * @param showIf shown only while another parameter has one of these values; empty: always
 * @param catalogue where the values are picked from, a page at a time
 */
public record Parameter(
    String id,
    String label,
    Widget widget,
    Class<?> type,
    String defaultText,
    String placeholder,
    List<Option> options,
    boolean jinja,
    boolean required,
    boolean multiple,
    String showIf,
    Catalogue catalogue) {

  /** One whose values are picked from nowhere. */
  public Parameter(
      String id,
      String label,
      Widget widget,
      Class<?> type,
      String defaultText,
      String placeholder,
      List<Option> options,
      boolean jinja,
      boolean required,
      boolean multiple,
      String showIf) {
    this(
        id,
        label,
        widget,
        type,
        defaultText,
        placeholder,
        options,
        jinja,
        required,
        multiple,
        showIf,
        Catalogue.NONE);
  }

  /** How a parameter is edited. */
  public enum Widget {
    INPUT,
    TEXTAREA,
    SELECT,
    PICKER,
    HASHPATH,
    CHECKBOX
  }

  /**
   * One choice of a select.
   *
   * @param key as stored
   * @param label for people
   */
  public record Option(String key, String label) {}
}
