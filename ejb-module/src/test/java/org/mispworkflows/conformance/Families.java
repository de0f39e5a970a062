package org.mispworkflows.conformance;

import java.util.List;

/** All families, in the order of the report. Adding one is adding a class and a line here. */
public final class Families {

  public static final List<Family> ALL =
      List.of(
          new HashFamily(),
          new ConditionsFamily(),
          new FormatConversionFamily(),
          new JinjaFamily(),
          new LogicModulesFamily(),
          new GraphValidationFamily(),
          new DiagramsFamily(),
          new TagReplacementFamily(),
          new WalksFamily("walks_scenarios"),
          new WalksFamily("walks_random"));

  private Families() {}
}
