package org.mispworkflows.template;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits a template into text and the tokens of its tags, and applies the white space control. */
final class Lexer {
  private static final int MAX_NUMBER_LENGTH = 5_000;
  private static final Pattern DECIMAL =
      Pattern.compile(
          "(?:\\d+_)*\\d+(?:(?:\\.(?:\\d+_)*\\d+)?[eE][+-]?(?:\\d+_)*\\d+|\\.(?:\\d+_)*\\d+)");
  private static final Pattern INTEGER =
      Pattern.compile(
          "0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[0-9a-fA-F])+|[1-9](?:_?\\d)*|0(?:_?0)*");
  private static final List<String> OPERATORS =
      List.of(
          "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{",
          "}", ">", "<", "=", ".", ":", "|", ",", ";");

  private final Source source;
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private final Deque<String> brackets = new ArrayDeque<>();
  private int at;
  private int line = 1;
  private int countedTo;

  private Lexer(Source source) {
    this.source = source;
    this.text = source.text();
  }

  static List<Token> tokens(Source source) {
    Lexer lexer = new Lexer(source);
    lexer.template();
    return lexer.tokens;
  }

  private void template() {
    while (at < text.length()) {
      int tag = nextTag();
      int end = tag < 0 ? text.length() : tag;
      boolean strips = tag >= 0 && text.startsWith("-", tag + 2);
      addData(at, end, strips);
      at = end;
      if (tag >= 0) {
        tag();
      }
    }
    emit(Token.Kind.END, "", "", text.length());
  }

  private void emit(Token.Kind kind, String written, Object value, int offset) {
    while (countedTo < offset) {
      line += text.charAt(countedTo++) == '\n' ? 1 : 0;
    }
    tokens.add(new Token(kind, written, value, offset, line));
  }

  private int nextTag() {
    int brace = text.indexOf('{', at);
    while (brace >= 0
        && !(brace + 1 < text.length() && "{%#".indexOf(text.charAt(brace + 1)) >= 0)) {
      brace = text.indexOf('{', brace + 1);
    }
    return brace;
  }

  private void addData(int start, int end, boolean strip) {
    String data = text.substring(start, end);
    data = strip ? Strings.strip(data, "", false, true) : data;
    if (!data.isEmpty()) {
      emit(Token.Kind.DATA, data, data, start);
    }
  }

  private void tag() {
    int start = at;
    char type = text.charAt(at + 1);
    at += 2;
    if (type == '%' && raw(start)) {
      return;
    }
    if (text.startsWith("-", at) || text.startsWith("+", at)) {
      at++;
    }
    if (type == '#') {
      comment(start);
      return;
    }
    boolean print = type == '{';
    String opening = text.substring(start, start + 2);
    emit(print ? Token.Kind.PRINT_BEGIN : Token.Kind.TAG_BEGIN, opening, opening, start);
    brackets.clear();
    while (!tagEnd(print)) {
      if (at >= text.length()) {
        String closing = print ? "`}}`" : "`%}`";
        throw source.error(start, "`" + opening + "` isn't closed; add " + closing);
      }
      token();
    }
  }

  private void comment(int start) {
    int end = text.indexOf("#}", at);
    if (end < 0) {
      throw source.error(start, "the comment isn't closed; add `#}`");
    }
    boolean strips = end > at && text.charAt(end - 1) == '-';
    at = end + 2;
    if (strips) {
      skipSpaces();
    }
  }

  /** {@code {% raw %}...{% endraw %}} as one token; false if the tag is another. */
  private boolean raw(int start) {
    Closing opening = closing(start, "raw", false);
    if (opening == null) {
      return false;
    }
    at = opening.end;
    if (opening.strips) {
      skipSpaces();
    }
    for (int end = text.indexOf("{%", at); end >= 0; end = text.indexOf("{%", end + 1)) {
      Closing closing = closing(end, "endraw", true);
      if (closing != null) {
        addData(at, end, text.startsWith("-", end + 2));
        at = closing.end;
        if (closing.strips) {
          skipSpaces();
        }
        return true;
      }
    }
    throw source.error(start, "`{% raw %}` isn't closed; add `{% endraw %}`");
  }

  private record Closing(int end, boolean strips) {}

  /** Where a tag of nothing but this name ends, null if the one at {@code start} is another. */
  private @Nullable Closing closing(int start, String name, boolean plus) {
    int i = start + 2;
    i += text.startsWith("-", i) || text.startsWith("+", i) ? 1 : 0;
    i = spacesEnd(i);
    if (!text.startsWith(name, i)) {
      return null;
    }
    i = spacesEnd(i + name.length());
    boolean strips = text.startsWith("-", i);
    i += strips || (plus && text.startsWith("+", i)) ? 1 : 0;
    return text.startsWith("%}", i) ? new Closing(i + 2, strips) : null;
  }

  private int spacesEnd(int from) {
    int i = from;
    while (i < text.length() && Strings.isSpace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private void skipSpaces() {
    at = spacesEnd(at);
  }

  private boolean tagEnd(boolean print) {
    skipSpaces();
    String closing = print ? "}}" : "%}";
    boolean strips = text.startsWith("-" + closing, at);
    boolean plus = !print && text.startsWith("+" + closing, at);
    if (!brackets.isEmpty() || !(strips || plus || text.startsWith(closing, at))) {
      return false;
    }
    emit(print ? Token.Kind.PRINT_END : Token.Kind.TAG_END, closing, closing, at);
    at += strips || plus ? 3 : 2;
    if (strips) {
      skipSpaces();
    }
    return true;
  }

  private void token() {
    char c = text.charAt(at);
    if (c >= '0' && c <= '9') {
      number();
    } else if (c == '\'' || c == '"') {
      string(c);
    } else if (Strings.isWordPart(text.codePointAt(at))) {
      name();
    } else {
      operator();
    }
  }

  private void number() {
    String candidate = text.substring(at, numberEnd());
    boolean afterDot = at > 0 && text.charAt(at - 1) == '.';
    Matcher decimal = DECIMAL.matcher(candidate);
    if (!afterDot && decimal.lookingAt()) {
      double value = Double.parseDouble(decimal.group().replace("_", ""));
      if (Double.isInfinite(value)) {
        throw source.error(at, "the number " + decimal.group() + " is too big");
      }
      add(Token.Kind.DECIMAL, decimal.group(), value);
      return;
    }
    Matcher integer = INTEGER.matcher(candidate);
    BigInteger value = integer.lookingAt() ? NumberParser.integer(integer.group(), 0) : null;
    if (value == null) {
      throw source.error(at, "the number has too many digits");
    }
    add(Token.Kind.INTEGER, integer.group(), Numbers.of(value));
  }

  /** Behind everything that could belong to the number. */
  private int numberEnd() {
    int end = at;
    int dots = at > 0 && text.charAt(at - 1) == '.' ? 1 : 0;
    while (end < Math.min(text.length(), at + MAX_NUMBER_LENGTH)) {
      char c = text.charAt(end);
      dots += c == '.' ? 1 : 0;
      boolean exponentSign = (c == '+' || c == '-') && "eE".indexOf(text.charAt(end - 1)) >= 0;
      if (c > 127
          || dots > 1
          || !(Character.isLetterOrDigit(c) || "_.".indexOf(c) >= 0 || exponentSign)) {
        break;
      }
      end++;
    }
    return end;
  }

  private void add(Token.Kind kind, String written, Object value) {
    emit(kind, written, value, at);
    at += written.length();
  }

  private void string(char quote) {
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != quote) {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= text.length()) {
      throw source.error(at, "the text isn't closed; add " + quote);
    }
    String written = text.substring(at + 1, end);
    emit(Token.Kind.STRING, written, new Escapes(source, at + 1, written).text(), at);
    at = end + 1;
  }

  private void name() {
    int end = at;
    while (end < text.length()
        && Character.isUnicodeIdentifierPart(text.codePointAt(end))
        && !Character.isIdentifierIgnorable(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    String name = text.substring(at, Math.max(end, at + 1));
    int first = name.codePointAt(0);
    if (end == at || (first != '_' && !Character.isUnicodeIdentifierStart(first))) {
      throw source.error(at, "`" + name + "` is not a name");
    }
    add(Token.Kind.NAME, name, name);
  }

  private void operator() {
    for (String operator : OPERATORS) {
      if (text.startsWith(operator, at)) {
        balance(operator);
        add(Token.Kind.OPERATOR, operator, operator);
        return;
      }
    }
    String character = Character.toString(text.codePointAt(at));
    throw source.error(at, "`" + character + "` has no meaning here; put texts in quotes");
  }

  private void balance(String bracket) {
    int opening = "([{".indexOf(bracket);
    int closing = ")]}".indexOf(bracket);
    if (opening >= 0) {
      brackets.push(bracket);
    } else if (closing >= 0) {
      if (brackets.isEmpty() || "([{".indexOf(brackets.peek()) != closing) {
        throw source.error(at, "`" + bracket + "` closes nothing; check the brackets");
      }
      brackets.pop();
    }
  }
}
