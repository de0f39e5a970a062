package org.mispworkflows.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The stored key and the label of an enum constant that is a select's option. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Key {

  /** The stored key; empty: the constant's name in lower case. */
  String value() default "";

  /** For the form; empty: made from the key. */
  String label() default "";
}
