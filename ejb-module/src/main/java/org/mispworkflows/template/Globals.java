package org.mispworkflows.template;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The functions that every template has, unless the data has the name. */
final class Globals {
  /** Functions of Jinja that are not supported. */
  static final Set<String> REFUSED = Set.of("lipsum");

  private static final Map<String, Callable> FUNCTIONS =
      Map.of(
          "range", Globals::range,
          "dict", Globals::dict,
          "namespace", (run, args) -> new Namespace(dict(run, args)),
          "cycler", Globals::cycler,
          "joiner", Globals::joiner,
          "lipsum",
              (run, args) -> {
                throw Failure.of("lipsum() is not supported");
              });

  private Globals() {}

  static @Nullable Object find(String name) {
    return FUNCTIONS.get(name);
  }

  static Set<String> names() {
    return FUNCTIONS.keySet();
  }

  private static Object range(Run run, Args args) {
    if (args.size() < 1 || args.size() > 3 || !args.named().isEmpty()) {
      throw Failure.type("range() takes a stop, or a start, a stop and a step");
    }
    long first = args.integer(0);
    return args.size() == 1
        ? Range.of(0, first, 1)
        : Range.of(first, args.integer(1), args.size() == 3 ? args.integer(2) : 1);
  }

  private static OwnMap dict(Run run, Args args) {
    OwnMap map = new OwnMap();
    MapMethods.update(run, map, args);
    return map;
  }

  private static Object cycler(Run run, Args args) {
    if (args.size() == 0 || !args.named().isEmpty()) {
      throw Failure.of("cycler() needs values, without names");
    }
    return new Cycler(args.positional());
  }

  private static Object joiner(Run run, Args args) {
    boolean usual = args.size() == 0 && args.named().isEmpty();
    return new Joiner(usual ? ", " : Signature.of("sep").bind("joiner", args).at(0));
  }

  /** Gives its items one after the other, again and again. */
  private static final class Cycler implements Fields {
    private final List<Object> items;
    private int position;

    Cycler(List<Object> items) {
      this.items = items;
    }

    @Override
    public @Nullable Object field(String name) {
      return switch (name) {
        case "next" -> (Callable) (run, args) -> next();
        case "reset" -> (Callable) (run, args) -> reset();
        case "current" -> items.get(position);
        case "items" -> Tuple.copyOf(items);
        case "pos" -> (long) position;
        default -> null;
      };
    }

    private Object next() {
      Object item = items.get(position);
      position = (position + 1) % items.size();
      return item;
    }

    private Object reset() {
      position = 0;
      return None.NONE;
    }
  }

  /** Gives nothing when called first, then its separator. */
  private static final class Joiner implements Callable, Fields {
    private final Object separator;
    private boolean used;

    Joiner(Object separator) {
      this.separator = separator;
    }

    @Override
    public Object call(Run run, Args args) {
      if (used) {
        return separator;
      }
      used = true;
      return "";
    }

    @Override
    public @Nullable Object field(String name) {
      return switch (name) {
        case "sep" -> separator;
        case "used" -> used;
        default -> null;
      };
    }
  }
}
