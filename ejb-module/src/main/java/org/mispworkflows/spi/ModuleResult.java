package org.mispworkflows.spi;

import java.util.List;

/** What a module tells the engine when it is done. */
public sealed interface ModuleResult {

  /** Of an action: did it work? */
  sealed interface Effect extends ModuleResult {}

  /** Of a logic module: where does the path go on? */
  sealed interface Route extends ModuleResult {}

  /** It worked. */
  record Done() implements Effect {}

  /**
   * It didn't work.
   *
   * @param errors what went wrong, for people; may be empty when there is nothing to tell
   */
  record Failed(List<String> errors) implements Effect {
    public Failed {
      errors = List.copyOf(errors);
    }
  }

  /** Somebody said no: the whole run ends here and a waiting caller is refused with the message. */
  record Stopped(String message) implements Effect {}

  /**
   * Go on at one output.
   *
   * @param number 1 for {@code output_1}
   * @param errors what the module could not tell, if anything
   */
  record Output(int number, List<String> errors) implements Route {
    public Output {
      if (number < 1)
        throw new IllegalArgumentException("outputs are numbered from 1, not " + number);
      errors = List.copyOf(errors);
    }
  }

  /** Go on at {@code output_1}, where the data is seen through these filters and no others. */
  record Refilter(PathFilters filters) implements Route {}

  /** Each connection of {@code output_1} becomes a run of its own; this path ends. */
  record Fork() implements Route {}

  /** It worked. */
  static Effect done() {
    return new Done();
  }

  /** It didn't work, for these reasons. */
  static Effect failed(String... errors) {
    return new Failed(List.of(errors));
  }

  /** {@code output_1} if the condition holds, else {@code output_2}. */
  static Route when(boolean condition) {
    return new Output(condition ? 1 : 2, List.of());
  }

  /** {@code output_2}, because the question can't be answered. */
  static Route undecided(String why) {
    return new Output(2, List.of(why));
  }
}
