package org.mispworkflows.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What only triggers have. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface TriggerInfo {

  /** What the payload is about: event, attribute, user … */
  String scope();

  /** How much the trigger costs a busy instance. */
  Overhead overhead() default Overhead.LOW;

  /** Why, when it isn't low: how often it fires. */
  String overheadReason() default "";
}
