package org.mispworkflows.template.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.navigation.CelNavigableAst;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What has to be known of an expression before it can be checked and watched.
 *
 * @param names every name that may be a variable
 * @param arguments ids of the parts whose value is looked into: a function gets it, or it is a key
 * @param makers ids of the parts that may make a new text or list
 * @param regexes the regular expressions that are written out
 */
record Shape(Set<String> names, BitSet arguments, BitSet makers, List<CelExpr> regexes) {

  private static final String PLUS = "_+_";
  private static final String CHOICE = "_?_:_";
  private static final String MATCHES = "matches";

  /** They give what they were given, or a part of it. */
  private static final Set<String> GIVE_BACK = Set.of(CHOICE, "_[_]", "dyn");

  /** Names that CEL itself gives to types, and to what loops remember. */
  private static final Set<String> TYPES =
      Set.of(
          "bool", "bytes", "double", "int", "list", "map", "null_type", "string", "type", "uint");

  private static final String INTERNAL = "@";

  /** Looks at a parsed expression. */
  static Shape of(CelAbstractSyntaxTree tree) {
    Shape shape = new Shape(new HashSet<>(), new BitSet(), new BitSet(), new ArrayList<>());
    CelNavigableAst.fromAst(tree).getRoot().allNodes().forEach(node -> shape.add(node.expr()));
    return shape;
  }

  private void add(CelExpr part) {
    switch (part.getKind()) {
      case IDENT -> {
        String name = part.ident().name();
        if (!TYPES.contains(name) && !name.startsWith(INTERNAL)) names.add(name);
      }
      case CALL -> addCall(part, part.call());
      case MAP -> part.map().entries().forEach(entry -> arguments.set(id(entry.key())));
      default -> {}
    }
  }

  private void addCall(CelExpr part, CelCall call) {
    List<CelExpr> handed = call.args();
    String function = call.function();
    if (function.equals(PLUS)) {
      if (!isInternal(handed.get(0))) makers.set(id(part));
      return;
    }
    if (!GIVE_BACK.contains(function)) makers.set(id(part));
    if (function.equals(MATCHES)) addRegex(handed.get(handed.size() - 1));
    call.target().ifPresent(target -> arguments.set(id(target)));
    int looked = function.equals(CHOICE) ? 1 : handed.size();
    handed.subList(0, looked).forEach(argument -> arguments.set(id(argument)));
  }

  private void addRegex(CelExpr regex) {
    if (regex.getKind() == CelExpr.ExprKind.Kind.CONSTANT
        && regex.constant().getKind() == CelConstant.Kind.STRING_VALUE) regexes.add(regex);
  }

  /** What a loop has gathered so far grows in place. */
  private static boolean isInternal(CelExpr part) {
    return part.getKind() == CelExpr.ExprKind.Kind.IDENT
        && part.ident().name().startsWith(INTERNAL);
  }

  /** A parser counts the parts from 1. */
  private static int id(CelExpr part) {
    return Math.toIntExact(part.id());
  }
}
