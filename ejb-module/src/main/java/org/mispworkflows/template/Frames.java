package org.mispworkflows.template;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps track of blocks and of the names in them while a template is parsed. */
final class Frames {
  /** The special variables of macros: a macro has those that its body reads. */
  private static final List<String> SPECIAL = List.of("caller", "kwargs", "varargs");

  private final Source source;
  private final List<Names> all = new ArrayList<>();
  private final Deque<Names> open = new ArrayDeque<>();
  private final Deque<Special> macros = new ArrayDeque<>();
  private final Set<String> stored = new HashSet<>();
  private final Map<String, Token> called = new LinkedHashMap<>();
  private int loops;

  private static final class Special {
    /** Marks a block: macros around it don't look into it. */
    private static final Special BLOCK = new Special();

    private final Set<String> open = new HashSet<>(SPECIAL);
    private final List<String> read = new ArrayList<>();
  }

  Frames(Source source) {
    this.source = source;
  }

  Names current() {
    return open.element();
  }

  /** Starts a block inside the current one. */
  Names push() {
    return push(new Names(open.peek()));
  }

  /** Starts a block that doesn't see the variables of those around it. */
  Names pushSeparate() {
    return push(new Names(null));
  }

  void enterBlock() {
    macros.push(Special.BLOCK);
  }

  void leaveBlock() {
    macros.pop();
  }

  private Names push(Names names) {
    all.add(names);
    open.push(names);
    return names;
  }

  /** Goes on with a block that was left. */
  void reopen(Names names) {
    open.push(names);
  }

  void pop() {
    open.pop();
  }

  void enterLoop() {
    loops++;
  }

  void leaveLoop() {
    loops--;
  }

  void enterMacro() {
    macros.push(new Special());
  }

  /** The special variables that the body of the macro reads. */
  List<String> leaveMacro() {
    return List.copyOf(macros.pop().read);
  }

  void read(String name) {
    current().read(name);
    for (Special macro : macros) {
      if (macro == Special.BLOCK) {
        break;
      }
      if (macro.open.remove(name)) {
        macro.read.add(name);
      }
    }
  }

  void parameter(String name) {
    current().read(name);
    define(name);
  }

  void store(Token name) {
    if (loops > 0 && name.text().equals("loop")) {
      throw source.error(name.offset(), "`loop` can't be set inside a loop; take another name");
    }
    current().store(name.text());
    define(name.text());
  }

  private void define(String name) {
    stored.add(name);
    for (Special macro : macros) {
      if (macro == Special.BLOCK) {
        break;
      }
      macro.open.remove(name);
    }
  }

  void call(Token name) {
    called.putIfAbsent(name.text(), name);
  }

  /**
   * Completes what depends on the whole template, and refuses calls of what can't be a function.
   */
  void finish() {
    all.forEach(Names::finish);
    called.forEach(
        (name, token) -> {
          boolean known =
              stored.contains(name)
                  || name.equals("loop")
                  || name.equals("caller")
                  || (Globals.names().contains(name) && !Globals.REFUSED.contains(name));
          if (!known) {
            throw source.error(
                token.offset(),
                "there is no function `" + name + "`" + Spelling.hint(name, Globals.names()));
          }
        });
  }
}
