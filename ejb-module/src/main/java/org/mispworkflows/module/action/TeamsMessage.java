package org.mispworkflows.module.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;

/**
 * A message that Teams shows: a title and lines of a name and a value. What is too long for Teams
 * is cut, and the message says so. Values are plain text, so that those of the data can't pose as
 * links.
 *
 * @param title above the lines
 * @param lines in order
 */
record TeamsMessage(String title, List<Line> lines) {

  /** Teams refuses messages above 28 KB; the rest is for the frame around the lines. */
  private static final int MAX_BYTES = 24_000;

  /** Of one value, in characters. */
  private static final int MAX_VALUE = 1_000;

  /**
   * One line.
   *
   * @param name in bold
   * @param value behind it
   */
  record Line(String name, String value) {}

  /**
   * Makes a message of what a path selected.
   *
   * @param path names a value that is the only one
   * @param extracted of a map a line for each plain value in it; of a list one for each entry
   */
  static TeamsMessage of(String title, String path, Object extracted) {
    List<Line> all = new ArrayList<>();
    if (extracted instanceof Map<?, ?>) {
      addFields(path, extracted, all);
    } else {
      List<@Nullable Object> values = new ArrayList<>(Loose.values(extracted));
      for (int i = 0; i < values.size(); i++) {
        all.add(line(values.size() == 1 ? path : "" + (i + 1), plain(values.get(i))));
      }
    }
    if (all.isEmpty()) all.add(line(path, "(nothing)"));
    return new TeamsMessage(title, fitting(all));
  }

  /** Keys with an underscore hold what the engine added; they repeat the rest. */
  private static void addFields(String name, Object map, List<Line> lines) {
    Map<String, @Nullable Object> fields = Json.map(map);
    if (fields == null) return;
    fields.forEach(
        (key, value) -> {
          if (key.startsWith("_") || value == null) return;
          String full = name.isEmpty() ? key : name + "." + key;
          if (value instanceof Map<?, ?>) addFields(full, value, lines);
          else if (value instanceof List<?> list && !list.isEmpty())
            lines.add(line(full, summary(list)));
          else if (!Loose.isTree(value) && !"".equals(value)) lines.add(line(full, plain(value)));
        });
  }

  /** The entries' names, or plain values; what has neither is counted. */
  private static String summary(List<?> list) {
    List<String> names = new ArrayList<>();
    for (Object entry : list) {
      Object name = Loose.isTree(entry) ? Loose.child(entry, "name") : entry;
      if (name != null && !Loose.isTree(name)) names.add(plain(name));
    }
    return names.size() == list.size() ? String.join(", ", names) : "(" + list.size() + ")";
  }

  private static String plain(@Nullable Object value) {
    if (value instanceof Boolean b) return b.toString();
    return Loose.isTree(value) ? Json.write(value) : Loose.text(value);
  }

  private static Line line(String name, String value) {
    if (value.length() <= MAX_VALUE) return new Line(name, value);
    int end = Character.isHighSurrogate(value.charAt(MAX_VALUE - 1)) ? MAX_VALUE - 1 : MAX_VALUE;
    return new Line(name, value.substring(0, end) + "…");
  }

  private static List<Line> fitting(List<Line> all) {
    List<Line> lines = new ArrayList<>();
    int bytes = 0;
    for (Line line : all) {
      bytes += Json.bytes(block(line)).length;
      if (bytes > MAX_BYTES) {
        lines.add(new Line("…", all.size() - lines.size() + " more, too much for Teams"));
        break;
      }
      lines.add(line);
    }
    return List.copyOf(lines);
  }

  /** For a webhook of the Workflows app. */
  Map<String, Object> adaptiveCard() {
    List<Object> body = new ArrayList<>();
    body.add(
        textBlock(Map.of("type", "TextRun", "text", title, "weight", "bolder", "size", "medium")));
    for (Line line : lines) body.add(block(line));
    Map<String, Object> card =
        Map.of(
            "$schema",
            "http://adaptivecards.io/schemas/adaptive-card.json",
            "type",
            "AdaptiveCard",
            "version",
            "1.4",
            "msteams",
            Map.of("width", "Full"),
            "body",
            body);
    return Map.of(
        "type",
        "message",
        "attachments",
        List.of(Map.of("contentType", "application/vnd.microsoft.card.adaptive", "content", card)));
  }

  /** For a webhook of a connector. */
  Map<String, Object> messageCard() {
    List<Object> facts = new ArrayList<>();
    for (Line line : lines) facts.add(Map.of("name", line.name(), "value", line.value()));
    return Map.of(
        "@type",
        "MessageCard",
        "@context",
        "https://schema.org/extensions",
        "summary",
        title,
        "title",
        title,
        "sections",
        List.of(Map.of("markdown", false, "facts", facts)));
  }

  private static Map<String, Object> block(Line line) {
    return textBlock(
        Map.of("type", "TextRun", "text", line.name() + "  ", "weight", "bolder"),
        Map.of("type", "TextRun", "text", line.value()));
  }

  /** The one kind of block whose text Teams doesn't read as Markdown. */
  private static Map<String, Object> textBlock(Object... runs) {
    return Map.of("type", "RichTextBlock", "inlines", List.of(runs));
  }
}
