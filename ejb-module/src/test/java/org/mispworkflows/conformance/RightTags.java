package org.mispworkflows.conformance;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Loose;

/**
 * D12: what the reference's tag replacement makes of tags, and what was decided instead. A tag that
 * is right is left alone, and no weaker marking is made of amber+strict.
 */
final class RightTags {

  private static final Pattern STRICT =
      Pattern.compile("tlp[:\\s=-]{1,2}\"?amber[+\\s_-]{0,2}strict", Pattern.CASE_INSENSITIVE);

  private RightTags() {}

  /**
   * The decided changes.
   *
   * @param changes of the reference: {@code remove} and, in the same order, {@code add}
   * @param tags of the element
   */
  static Object decided(@Nullable Object changes, List<String> tags) {
    List<String> remove = new ArrayList<>();
    List<String> add = new ArrayList<>();
    Iterator<@Nullable Object> added = Loose.values(Loose.child(changes, "add")).iterator();
    for (Object removed : Loose.values(Loose.child(changes, "remove"))) {
      String old = Loose.text(removed);
      String wanted = wanted(old, Loose.text(added.next()));
      if (old.equals(wanted)) continue;
      remove.add(old);
      if (!tags.contains(wanted)) add.add(wanted);
    }
    return TagReplacementFamily.tree(remove, add);
  }

  private static String wanted(String old, String theirs) {
    boolean weakened = theirs.equals("tlp:amber") && STRICT.matcher(old).find();
    return weakened ? "tlp:amber+strict" : theirs;
  }

  /**
   * What is left of the tags that the reference attaches to an element or takes from it.
   *
   * @param tags that the element carries
   */
  static List<String> left(@Nullable Object changed, List<String> tags) {
    List<String> left = new ArrayList<>(Loose.values(changed).stream().map(Loose::text).toList());
    boolean strict = tags.stream().anyMatch(tag -> STRICT.matcher(tag).find());
    left.removeIf(tag -> isRight(tag) && tags.contains(tag) || strict && tag.equals("tlp:amber"));
    return left;
  }

  private static boolean isRight(String tag) {
    return tag.matches("tlp:(white|clear|green|amber|amber\\+strict|red)")
        || tag.matches("PAP:(WHITE|CLEAR|GREEN|AMBER|RED)");
  }
}
