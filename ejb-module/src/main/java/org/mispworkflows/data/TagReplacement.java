package org.mispworkflows.data;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which tags give way to which: a tag in which an expression is found is replaced, as a whole, by
 * what the first match says. Immutable.
 */
public final class TagReplacement {

  /** Any spelling of a TLP marking to {@code tlp:red} and the like. */
  public static final TagReplacement TLP =
      marking(
          "tlp",
          "traffic\\W+light\\W+protocol",
          "white|clear|green|amber[+\\s_-]{0,2}strict|amber|red",
          level -> level.toLowerCase(Locale.ROOT).replaceFirst("^amber.*strict$", "amber+strict"));

  /** Any spelling of a PAP marking to {@code PAP:RED} and the like. */
  public static final TagReplacement PAP =
      marking(
          "PAP",
          "permissible\\W+actions\\W+protocol",
          "white|clear|green|amber|red",
          level -> level.toUpperCase(Locale.ROOT));

  private final Pattern search;
  private final Function<Matcher, @Nullable String> substitute;

  private TagReplacement(Pattern search, Function<Matcher, @Nullable String> substitute) {
    this.search = search;
    this.substitute = substitute;
  }

  /**
   * What is to be done to the tags of one element.
   *
   * @param remove tags that give way, in order
   * @param add what they give way to, in order, as far as it isn't there already; twice when two
   *     tags give way to the same
   */
  public record Changes(List<String> remove, List<String> add) {

    public Changes {
      remove = List.copyOf(remove);
      add = List.copyOf(add);
    }
  }

  /**
   * Replaces by an expression of one's own.
   *
   * @param replacement the new tag; {@code $1} and <code>${name}</code> stand for what the groups
   *     of the expression matched
   */
  public static TagReplacement of(Pattern search, String replacement) {
    return new TagReplacement(
        search,
        m -> {
          StringBuilder text = new StringBuilder();
          try {
            m.appendReplacement(text, replacement);
          } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                "the replacement `"
                    + replacement
                    + "` can't be used with the search `"
                    + search
                    + "`: "
                    + e.getMessage(),
                e);
          }
          return text.substring(m.start());
        });
  }

  /** As in MISP the long name is recognised, so that it hides what follows, but not replaced. */
  private static TagReplacement marking(
      String name, String longName, String levels, UnaryOperator<String> spelling) {
    Pattern search =
        Pattern.compile(
            "(?i)(\\w*" + name + "\\w*|" + longName + ")[:\\s\\x0B=-]{1,2}\"?(" + levels + ")");
    return new TagReplacement(
        search,
        m -> name.equalsIgnoreCase(m.group(1)) ? name + ":" + spelling.apply(m.group(2)) : null);
  }

  /** What is to be done to an element that carries these tags. A tag that is right stays. */
  public Changes changes(Collection<String> tags) {
    List<String> remove = new ArrayList<>();
    List<String> add = new ArrayList<>();
    for (String tag : tags) {
      Matcher m = search.matcher(tag);
      String other = m.find() ? substitute.apply(m) : null;
      if (other == null || other.isBlank() || other.equals(tag)) continue;
      remove.add(tag);
      if (!tags.contains(other)) add.add(other);
    }
    return new Changes(remove, add);
  }
}
