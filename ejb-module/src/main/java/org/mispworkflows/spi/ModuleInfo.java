package org.mispworkflows.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a module. Its id is an exchange format: workflows and blueprints are swapped with MISP
 * by it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ModuleInfo {

  /** Unique in a server, as MISP spells it. */
  String id();

  /** For people. */
  String name();

  /** One or two sentences for the module page. */
  String description() default "";

  /** A Font Awesome name without prefix, as MISP uses them. */
  String icon() default "cog";

  /** A failure ends the whole run; for a trigger: the caller waits and can be refused. */
  boolean blocking() default false;

  /** The module reads MISP's core format; for a trigger: the payload is normalised to it. */
  boolean coreFormat() default false;

  /** The node has a filter of its own that picks the items to work on. */
  boolean nodeFilter() default false;

  /** More than one connection may leave an output. */
  boolean manyConnections() default false;

  /** It reads from the MISP instance behind the run, or changes something there. */
  boolean misp() default false;

  /** Of the module; stored with the node. */
  String version() default "0.1";

  /** How many outputs the node has; -1: as {@link LogicModule#outputs} says of its parameters. */
  int outputs() default 1;
}
