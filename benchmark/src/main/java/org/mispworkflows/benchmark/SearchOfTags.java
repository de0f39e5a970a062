package org.mispworkflows.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.mispworkflows.misp.Choice;
import org.mispworkflows.misp.Found;

/** What a search over all tags of a large MISP takes, as somebody types. */
final class SearchOfTags {

  private static final int TAGS = 50_000;
  private static final int TIMES = 200;

  /** From all of them to none, with one word and with several. */
  private static final List<String> QUERIES =
      List.of("", "a", "taxonomy", "predicate level", "49999", "likelihood red", "no such tag");

  private SearchOfTags() {}

  /** The median of the slowest query, and the slowest of all searches, the first ones included. */
  static String measured() {
    List<Choice> all = tags();
    double slowest = 0;
    double worst = 0;
    int found = 0;
    for (String query : QUERIES) {
      double[] millis = new double[TIMES];
      for (int i = 0; i < TIMES; i++) {
        long start = System.nanoTime();
        found += Found.in(all, query, 1, 50).items().size();
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
      Arrays.sort(millis);
      slowest = Math.max(slowest, millis[TIMES / 2]);
      worst = Math.max(worst, millis[TIMES - 1]);
    }
    if (found == 0) throw new IllegalStateException("nothing was found, so nothing was measured");
    return String.format(
        Locale.ROOT,
        "{\"run\":\"search_%d_tags\",\"median_ms\":%.2f,\"worst_ms\":%.2f,\"target_ms\":100,\"met\":%s}",
        TAGS,
        slowest,
        worst,
        worst <= 100);
  }

  private static List<Choice> tags() {
    List<Choice> all = new ArrayList<>();
    for (int i = 0; i < TAGS; i++) {
      String name = "taxonomy-" + i % 300 + ":predicate-" + i % 7 + "=\"level-" + i + "\"";
      String about = i % 2 == 0 ? "Expresses the likelihood that level " + i + " is reached." : "";
      all.add(Choice.of(name, name, about));
    }
    return all;
  }
}
