package org.mispworkflows.misp;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Loose;

/**
 * The filters of a search. MISP ignores those that it doesn't know, which finds too much: the stub
 * does the same and complains.
 */
final class StubSearch {

  private static final Pattern SPAN = Pattern.compile("(\\d+)([dhms])");

  private final StubWorld world;
  private final StubRequest request;

  StubSearch(StubWorld world, StubRequest request, Set<String> known) {
    this.world = world;
    this.request = request;
    Set<String> unknown = new TreeSet<>(request.map().keySet());
    unknown.addAll(request.named().keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty())
      world.complain("the stub can't search by " + unknown + ", asked of " + request.url());
  }

  /** Results with the headers that come with them. */
  static StubAnswer results(Map<String, @Nullable Object> body, int count, int skipped) {
    return StubAnswer.of(body)
        .with("X-Result-Count", Integer.toString(count))
        .with("X-Export-Module-Used", "json")
        .with("X-Response-Format", "json")
        .with("X-Skipped-Elements-Count", Integer.toString(skipped));
  }

  /** Whether something that needn't be in the answer is asked for. */
  boolean asks(String flag) {
    return Loose.truthy(request.parameter(flag));
  }

  /** Whether one of a thing's values is wanted. */
  boolean isOneOf(String filter, String... values) {
    List<String> wanted = StubTree.texts(request.parameter(filter));
    return wanted.isEmpty() || List.of(values).stream().anyMatch(wanted::contains);
  }

  /** Whether a flag is as wanted. */
  boolean isFlag(String filter, StubTagged element) {
    Object wanted = request.parameter(filter);
    return wanted == null || Loose.truthy(wanted) == Loose.truthy(element.fields().get(filter));
  }

  /** Whether a text has the wanted one in it. */
  boolean contains(String filter, String text) {
    Object wanted = request.parameter(filter);
    return wanted == null
        || text.toLowerCase(Locale.ROOT).contains(Loose.text(wanted).toLowerCase(Locale.ROOT));
  }

  /** Whether a thing has one of the wanted tags. */
  boolean isTagged(String filter, StubTagged element) {
    List<String> wanted = StubTree.texts(request.parameter(filter));
    return wanted.isEmpty()
        || wanted.stream()
            .flatMap(name -> world.tags().find(name).stream())
            .anyMatch(tag -> element.tag(StubTree.text(tag, "id")).isPresent());
  }

  /**
   * Whether a timestamp is the wanted one or later: seconds or a span back from now ({@code 5m});
   * or between two of these.
   */
  boolean isSince(String filter, String timestamp) {
    List<String> bounds = StubTree.texts(request.parameter(filter));
    long seconds = Loose.integer(timestamp);
    return bounds.isEmpty()
        || (seconds >= seconds(bounds.get(0))
            && (bounds.size() < 2 || seconds <= seconds(bounds.get(1))));
  }

  private long seconds(String bound) {
    Matcher span = SPAN.matcher(bound);
    if (!span.matches()) return Loose.integer(bound);
    long unit =
        switch (span.group(2)) {
          case "d" -> 86_400;
          case "h" -> 3_600;
          case "m" -> 60;
          default -> 1;
        };
    return world.now().getEpochSecond() - Long.parseLong(span.group(1)) * unit;
  }

  /** The page that is asked for; all without a limit. */
  <T> List<T> page(List<T> all) {
    long limit = Loose.integer(request.parameter("limit"));
    if (limit <= 0) return all;
    long page = Math.max(1, Loose.integer(request.parameter("page")));
    return all.stream().skip((page - 1) * limit).limit(limit).toList();
  }
}
