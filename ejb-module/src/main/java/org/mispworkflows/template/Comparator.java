package org.mispworkflows.template;

/** The comparing operators. */
enum Comparator {
  EQ,
  NE,
  LT,
  LE,
  GT,
  GE,
  IN,
  NOT_IN;

  boolean test(Run run, Object a, Object b) {
    return switch (this) {
      case EQ -> Comparison.equal(run, a, b);
      case NE -> !Comparison.equal(run, a, b);
      case LT -> Comparison.order(run, a, b) < 0;
      case GT -> Comparison.order(run, a, b) == 1;
      case LE -> Comparison.order(run, a, b) <= 0;
      case GE -> {
        int order = Comparison.order(run, a, b);
        yield order == 0 || order == 1;
      }
      case IN -> Comparison.contains(run, b, a);
      case NOT_IN -> !Comparison.contains(run, b, a);
    };
  }
}
