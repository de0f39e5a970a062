package org.mispworkflows.template;

import java.util.ArrayList;
import java.util.List;

/** Python's textwrap.wrap: splits a line into chunks, then fills lines with as many as fit. */
final class WordWrap {
  private static final String SPACES = "\t\n\u000b\f\r ";

  private final Run run;
  private final int width;
  private final boolean breakLongWords;
  private final boolean breakOnHyphens;

  WordWrap(Run run, int width, boolean breakLongWords, boolean breakOnHyphens) {
    if (width <= 0) {
      throw Failure.value("`wordwrap` needs a width greater than 0");
    }
    this.run = run;
    this.width = width;
    this.breakLongWords = breakLongWords;
    this.breakOnHyphens = breakOnHyphens;
  }

  List<String> wrap(String text) {
    List<String> lines = new ArrayList<>();
    List<String> chunks = chunks(text);
    int next = 0;
    while (next < chunks.size()) {
      if (!lines.isEmpty() && Strings.isBlank(chunks.get(next))) {
        next++;
      }
      List<String> line = new ArrayList<>();
      int length = 0;
      while (next < chunks.size() && length + Strings.length(chunks.get(next)) <= width) {
        length += Strings.length(chunks.get(next));
        line.add(chunks.get(next++));
      }
      if (next < chunks.size() && Strings.length(chunks.get(next)) > width) {
        next += breakLong(chunks, next, line, width - length);
      }
      if (!line.isEmpty() && Strings.isBlank(line.get(line.size() - 1))) {
        line.remove(line.size() - 1);
      }
      if (!line.isEmpty()) {
        lines.add(String.join("", line));
      }
      run.step();
    }
    return lines;
  }

  /** Puts what fits of a chunk longer than a line; gives how many chunks are used up. */
  private int breakLong(List<String> chunks, int index, List<String> line, int room) {
    String chunk = chunks.get(index);
    run.steps(chunk.length() / 16);
    if (!breakLongWords) {
      if (line.isEmpty()) {
        line.add(chunk);
        return 1;
      }
      return 0;
    }
    int end = Strings.offset(chunk, room);
    if (breakOnHyphens) {
      int hyphen = chunk.substring(0, end).lastIndexOf('-');
      boolean afterWord = hyphen > 0 && chunk.substring(0, hyphen).chars().anyMatch(c -> c != '-');
      end = afterWord ? hyphen + 1 : end;
    }
    line.add(chunk.substring(0, end));
    chunks.set(index, chunk.substring(end));
    return 0;
  }

  private List<String> chunks(String text) {
    List<String> chunks = new ArrayList<>();
    int[] c = text.codePoints().toArray();
    for (int start = 0; start < c.length; ) {
      run.step();
      int end =
          isSpace(c[start])
              ? skipSpaces(c, start)
              : breakOnHyphens ? wordEnd(c, start) : skipWord(c, start);
      chunks.add(new String(c, start, end - start));
      start = end;
    }
    return chunks;
  }

  private static int skipSpaces(int[] c, int from) {
    int at = from;
    while (at < c.length && isSpace(c[at])) {
      at++;
    }
    return at;
  }

  private static int skipWord(int[] c, int from) {
    int at = from;
    while (at < c.length && !isSpace(c[at])) {
      at++;
    }
    return at;
  }

  /** Where a word may be broken: after a hyphen inside it, around a dash made of hyphens. */
  private int wordEnd(int[] c, int start) {
    if (start > 0 && isPunctuated(c[start - 1]) && dashEnd(c, start) > 0) {
      return dashEnd(c, start);
    }
    int at = start + 1;
    while (at < c.length && !isSpace(c[at])) {
      if (isHyphenation(c, at)) {
        return at + 1;
      }
      if (isPunctuated(c[at - 1]) && dashEnd(c, at) > 0) {
        return at;
      }
      at++;
    }
    return at;
  }

  private static boolean isHyphenation(int[] c, int at) {
    if (c[at] != '-') {
      return false;
    }
    boolean before =
        at >= 2
            && ((isLetter(c[at - 1]) && isLetter(c[at - 2]))
                || (at >= 3 && isPunctuated(c[at - 1]) && c[at - 2] == '-' && isLetter(c[at - 3])));
    int next = at + 1;
    if (!before || next + 1 >= c.length || !isLetter(c[next])) {
      return false;
    }
    return isLetter(c[next + 1])
        || (c[next + 1] == '-' && next + 2 < c.length && isLetter(c[next + 2]));
  }

  /** End of two or more hyphens followed by a word, -1 if there are none. */
  private int dashEnd(int[] c, int start) {
    int at = start;
    while (at < c.length && c[at] == '-') {
      at++;
    }
    run.steps((at - start) / 16);
    return at - start >= 2 && at < c.length && Strings.isWordPart(c[at]) ? at : -1;
  }

  private static boolean isSpace(int c) {
    return SPACES.indexOf(c) >= 0;
  }

  private static boolean isLetter(int c) {
    return Strings.isWordPart(c) && !Character.isDigit(c);
  }

  private static boolean isPunctuated(int c) {
    return Strings.isWordPart(c) || "!\"'&.,?".indexOf(c) >= 0;
  }
}
