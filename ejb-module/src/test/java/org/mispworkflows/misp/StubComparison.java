package org.mispworkflows.misp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;

/**
 * Compares answers with recorded ones: the same keys, the same types and the same values, apart
 * from what can't be the same. UUIDs that MISP made up stand for those that the stub made up, each
 * for one.
 */
final class StubComparison {

  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** Times: only the type must be the same. */
  private static final Set<String> TIMES =
      Set.of(
          "timestamp",
          "publish_timestamp",
          "date_sighting",
          "created",
          "date_created",
          "date_modified",
          "last_api_access",
          "last_pw_change");

  /** Made up by MISP at random, or ids of links that nobody names. */
  private static final Set<String> RANDOM =
      Set.of("authkey", "nids_sid", "event_tag_id", "attribute_tag_id");

  /** How often tags are used in events that no recording shows. */
  private static final Set<String> COUNTS = Set.of("count", "attribute_count");

  /** Lists of records whose ids depend on what wasn't recorded. */
  private static final Pattern UNCOUNTED_ID =
      Pattern.compile(".*(EventTag|AttributeTag|Sighting|Log|Sightings)(\\[\\d+])?\\.id");

  private final Map<String, String> ours = new HashMap<>();
  private final Set<String> recorded;
  private final String base;

  /**
   * With a stub at an address.
   *
   * @param recorded all UUIDs of the recordings
   */
  StubComparison(String base, Set<String> recorded) {
    this.base = base;
    this.recorded = recorded;
  }

  /** The UUIDs in a text. */
  static Set<String> uuids(String text) {
    return UUID.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  /** A text with the recorded UUIDs and addresses replaced by those of the stub. */
  String translated(String text) {
    Matcher uuid = UUID.matcher(text);
    return uuid.replaceAll(found -> ours.getOrDefault(found.group(), found.group()))
        .replace("http://127.0.0.1:8580", base);
  }

  /**
   * The differences, each with its place; empty: none.
   *
   * @param ignored places that aren't compared
   */
  List<String> differences(
      @Nullable Object recorded, @Nullable Object answer, Set<String> ignored) {
    List<String> differences = new ArrayList<>();
    compare("", recorded, answer, ignored, differences);
    return differences;
  }

  private void compare(
      String place,
      @Nullable Object recorded,
      @Nullable Object answer,
      Set<String> ignored,
      List<String> differences) {
    String shape = place.replaceAll("\\[\\d+]", "[]");
    if (ignored.contains(shape)) return;
    Map<String, @Nullable Object> map = Json.map(recorded);
    Map<String, @Nullable Object> otherMap = Json.map(answer);
    List<@Nullable Object> list = Json.list(recorded);
    List<@Nullable Object> otherList = Json.list(answer);
    if (map != null && otherMap != null) {
      Set<String> keys = new TreeSet<>(map.keySet());
      keys.addAll(otherMap.keySet());
      for (String key : keys) {
        String inner = place.isEmpty() ? key : place + "." + key;
        if (ignored.contains(inner.replaceAll("\\[\\d+]", "[]"))) continue;
        if (!otherMap.containsKey(key)) differences.add(inner + " is missing");
        else if (!map.containsKey(key)) differences.add(inner + " is too much");
        else compare(inner, map.get(key), otherMap.get(key), ignored, differences);
      }
    } else if (list != null && otherList != null) {
      if (list.size() != otherList.size())
        differences.add(place + " has " + otherList.size() + " entries, not " + list.size());
      for (int i = 0; i < Math.min(list.size(), otherList.size()); i++)
        compare(place + "[" + i + "]", list.get(i), otherList.get(i), ignored, differences);
    } else if (!isSame(place, recorded, answer)) {
      differences.add(place + " is " + Json.write(answer) + ", not " + Json.write(recorded));
    }
  }

  private boolean isSame(String place, @Nullable Object recorded, @Nullable Object answer) {
    String key = place.substring(place.lastIndexOf('.') + 1);
    boolean sameType =
        recorded == null
            ? answer == null
            : answer != null && recorded.getClass() == answer.getClass();
    // MISP gives these as text when its cache is cold, as numbers when it is warm
    if (key.equals("warninglist_id"))
      return String.valueOf(recorded).equals(String.valueOf(answer));
    if (!sameType) return false;
    boolean free =
        TIMES.contains(key)
            || RANDOM.contains(key)
            || UNCOUNTED_ID.matcher(place).matches()
            || (recorded instanceof Long && COUNTS.contains(key));
    if (free || recorded == null) return true;
    if (!(recorded instanceof String text) || !(answer instanceof String answered))
      return recorded.equals(answer);
    learn(text, answered);
    return translated(text).equals(answered);
  }

  private void learn(String recorded, String answered) {
    if (!StubWorld.isUuid(recorded) || !StubWorld.isUuid(answered)) return;
    // what the recordings know must be in its place
    if (!this.recorded.contains(answered) && !ours.containsValue(answered))
      ours.putIfAbsent(recorded, answered);
  }
}
