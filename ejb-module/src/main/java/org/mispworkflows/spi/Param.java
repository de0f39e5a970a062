package org.mispworkflows.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one parameter. The form widget comes from the component's Java type: text → input or
 * textarea, enum → select, {@code List} → picker, boolean → checkbox, {@link HashPath} → path
 * picker, {@link CelExpression} → textarea. A {@code Map<String, HashPath>} is written as a JSON
 * object of names and paths, a {@link Template} is a text that the module renders itself.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Param {

  /** The default: text, or JSON when it begins with <code>[</code>. */
  String value() default "";

  /** The stored name; empty: the component's name in snake case. */
  String id() default "";

  /** For the form; empty: made from the id. */
  String label() default "";

  /** Shown in the empty field. */
  String placeholder() default "";

  /** The text is a Jinja2 template, rendered with the roaming data at run time. */
  boolean jinja() default false;

  /** Several lines of text. */
  boolean multiline() default false;

  /** The workflow can't be saved without it. */
  boolean required() default false;

  /** Only for a list: one entry at most. */
  boolean single() default false;

  /** Shown only while another parameter has one of these values: {@code operator=in,not_in}. */
  String showIf() default "";

  /**
   * Where the entries of a list are picked from, or the words of a text are suggested from. Free
   * entries stay possible, since a workflow may come from elsewhere.
   */
  Catalogue catalogue() default Catalogue.NONE;

  /** What can be picked besides what the catalogue has. */
  String[] also() default {};
}
