package org.mispworkflows.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * PHP 8's loose comparison over plain trees, which workflows written for MISP rely on: the text 1
 * equals the number, 01 equals 1.0, null equals false. An empty list and an empty map are the same
 * value.
 */
public final class Loose {

  /** What {@link #compare} gives for values that have no order. */
  private static final int UNCOMPARABLE = 1;

  /** Whole numbers with more digits don't fit into a long, whatever they are. */
  private static final int LONG_DIGITS = 19;

  private Loose() {}

  /** PHP's <code>==</code>. */
  public static boolean equal(@Nullable Object a, @Nullable Object b) {
    if (a instanceof String s && b instanceof String t) {
      if (s.equals(t)) return true;
      if (!mayBeNumber(s) || !mayBeNumber(t)) return false;
    }
    return compare(a, b) == 0;
  }

  /**
   * PHP's <code>&lt;=&gt;</code>: negative, zero or positive; positive too when there is no order.
   */
  public static int compare(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Boolean || b instanceof Boolean) return Boolean.compare(truthy(a), truthy(b));
    if (a == null && b == null) return 0;
    if (a == null)
      return b instanceof String s ? (s.isEmpty() ? 0 : -1) : Boolean.compare(false, truthy(b));
    if (b == null)
      return a instanceof String s ? (s.isEmpty() ? 0 : 1) : Boolean.compare(truthy(a), false);
    boolean aTree = isTree(a);
    boolean bTree = isTree(b);
    if (aTree && bTree) return compareTrees(a, b);
    if (aTree) return 1;
    if (bTree) return -1;
    if (a instanceof String s && b instanceof String t) return compareTexts(s, t);
    if (a instanceof String s) return -compareNumberToText((Number) b, s);
    if (b instanceof String t) return compareNumberToText((Number) a, t);
    return compareNumbers((Number) a, (Number) b);
  }

  /** PHP's conversion to a boolean. */
  public static boolean truthy(@Nullable Object value) {
    if (value == null) return false;
    if (value instanceof Boolean b) return b;
    if (value instanceof String s) return !s.isEmpty() && !s.equals("0");
    if (value instanceof Number n) return n.doubleValue() != 0;
    return size(value) > 0;
  }

  /** PHP's conversion of a scalar to text; trees have none and give {@code Array}, as there. */
  public static String text(@Nullable Object value) {
    if (value == null) return "";
    if (value instanceof Boolean b) return b ? "1" : "";
    if (value instanceof Double d) return doubleText(d);
    return isTree(value) ? "Array" : value.toString();
  }

  /** PHP's conversion to an integer, of scalars; text counts up to its first odd character. */
  public static long integer(@Nullable Object value) {
    if (value instanceof Boolean b) return b ? 1 : 0;
    if (value instanceof Number n) return n.longValue();
    if (!(value instanceof String s)) return value == null || size(value) == 0 ? 0 : 1;
    int end = numericPrefix(s);
    Number n = end == 0 ? null : number(s.substring(0, end));
    return n == null ? 0 : n.longValue();
  }

  /** The number that a text stands for, white space around it allowed; null if it is none. */
  public static @Nullable Number number(String text) {
    String s = text;
    int start = 0;
    int end = s.length();
    while (start < end && isSpace(s.charAt(start))) start++;
    while (end > start && isSpace(s.charAt(end - 1))) end--;
    if (start == end || numericPrefix(s.substring(start, end)) != end - start) return null;
    s = s.substring(start, end);
    if (s.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '-' || c == '+')) return whole(s);
    return Double.parseDouble(s);
  }

  /** A long if the number fits into one. Takes time in proportion to the digits only. */
  private static Number whole(String signed) {
    if (signed.length() < LONG_DIGITS) return Long.parseLong(signed);
    int digits = signed.charAt(0) == '-' || signed.charAt(0) == '+' ? 1 : 0;
    while (digits < signed.length() - 1 && signed.charAt(digits) == '0') digits++;
    if (signed.length() - digits > LONG_DIGITS) return Double.parseDouble(signed);
    BigInteger number = new BigInteger(signed.substring(digits));
    if (signed.charAt(0) == '-') number = number.negate();
    return number.bitLength() < 64 ? (Number) number.longValue() : (Number) number.doubleValue();
  }

  /** Whether PHP sees a number in a value. */
  public static boolean isNumeric(@Nullable Object value) {
    return value instanceof Number || (value instanceof String s && number(s) != null);
  }

  /** Whether a value is a list or a map: PHP's array. */
  public static boolean isTree(@Nullable Object value) {
    // classes are recognised sooner than interfaces, and this is asked of every value
    if (value instanceof String) return false;
    if (value instanceof CompactMap || value instanceof ArrayList) return true;
    return value instanceof Map || value instanceof List;
  }

  /** The values of a list or map, in order; of nothing else. */
  @SuppressWarnings("unchecked") // trees hold nullable objects
  public static Collection<@Nullable Object> values(@Nullable Object tree) {
    if (tree instanceof ArrayList<?> list) return (List<@Nullable Object>) list;
    if (tree instanceof Map<?, ?> m) return (Collection<@Nullable Object>) m.values();
    return tree instanceof List<?> l ? (List<@Nullable Object>) l : List.of();
  }

  private static int size(@Nullable Object tree) {
    if (tree instanceof ArrayList<?> list) return list.size();
    if (tree instanceof Map<?, ?> m) return m.size();
    return tree instanceof List<?> l ? l.size() : 0;
  }

  private static int compareTrees(Object a, Object b) {
    if (size(a) != size(b)) return Integer.compare(size(a), size(b));
    for (String key : keys(a)) {
      if (!has(b, key)) return UNCOMPARABLE;
      int c = compare(child(a, key), child(b, key));
      if (c != 0) return c;
    }
    return 0;
  }

  /** The keys of a tree as text; a list's are its indexes. */
  static Collection<String> keys(Object tree) {
    if (tree instanceof Map<?, ?> m) {
      Collection<String> keys = new ArrayList<>(m.size());
      for (Object key : m.keySet()) keys.add((String) key);
      return keys;
    }
    int size = size(tree);
    Collection<String> keys = new ArrayList<>(size);
    for (int i = 0; i < size; i++) keys.add(Integer.toString(i));
    return keys;
  }

  /** The child under a key, null too when there is none. */
  public static @Nullable Object child(@Nullable Object tree, String key) {
    if (tree instanceof CompactMap m) return m.get(key);
    if (tree instanceof Map<?, ?> m) return m.get(key);
    if (!(tree instanceof List<?> list)) return null;
    int i = index(key);
    return i >= 0 && i < list.size() ? list.get(i) : null;
  }

  /** Whether there is such a key, even with null behind it. */
  static boolean has(@Nullable Object tree, String key) {
    if (tree instanceof Map<?, ?> m) return m.containsKey(key);
    int i = index(key);
    return i >= 0 && i < size(tree);
  }

  /** The index that a key is in PHP: canonical decimal digits; -1 if it is a text key there. */
  static int index(String key) {
    int length = key.length();
    if (length == 0 || length > 9 || (length > 1 && key.charAt(0) == '0')) return -1;
    int n = 0;
    for (int i = 0; i < length; i++) {
      int digit = key.charAt(i) - '0';
      if (digit < 0 || digit > 9) return -1;
      n = n * 10 + digit;
    }
    return n;
  }

  /** Whether PHP makes a number of a key: what {@code {s}} doesn't take. */
  static boolean isIntegerKey(String key) {
    return index(key) >= 0 || (key.startsWith("-") && index(key.substring(1)) > 0);
  }

  private static int compareTexts(String s, String t) {
    if (mayBeNumber(s) && mayBeNumber(t)) {
      Number n = number(s);
      Number m = n == null ? null : number(t);
      if (n != null && m != null && !overflown(n, m, s, t)) return compareNumbers(n, m);
    }
    return Integer.signum(s.compareTo(t));
  }

  /** Numbers so big that they look the same as doubles are compared as text. */
  private static boolean overflown(Number n, Number m, String s, String t) {
    if (!(n instanceof Double x) || !x.equals(m)) return false;
    return x.isInfinite() || (isWhole(s) && isWhole(t));
  }

  private static boolean isWhole(String number) {
    return number.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
  }

  private static boolean mayBeNumber(String s) {
    if (s.isEmpty()) return false;
    char c = s.charAt(0);
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || isSpace(c);
  }

  private static int compareNumberToText(Number n, String s) {
    Number m = number(s);
    return m == null ? Integer.signum(text(n).compareTo(s)) : compareNumbers(n, m);
  }

  private static int compareNumbers(Number a, Number b) {
    if (isWhole(a) && isWhole(b)) return Long.compare(a.longValue(), b.longValue());
    if ((a instanceof BigInteger || b instanceof BigInteger)
        && Double.isFinite(a.doubleValue())
        && Double.isFinite(b.doubleValue())) {
      return new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString()));
    }
    double x = a.doubleValue();
    double y = b.doubleValue();
    if (x == y) return 0;
    return x < y ? -1 : 1;
  }

  private static boolean isWhole(Number n) {
    return n instanceof Long || n instanceof Integer;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /** How many characters of a text make a number: sign, digits, point, exponent. */
  private static int numericPrefix(String s) {
    int i = 0;
    int length = s.length();
    if (i < length && (s.charAt(i) == '-' || s.charAt(i) == '+')) i++;
    int first = i;
    while (i < length && isDigit(s.charAt(i))) i++;
    int digits = i - first;
    if (i < length && s.charAt(i) == '.') {
      int point = i++;
      while (i < length && isDigit(s.charAt(i))) i++;
      digits += i - point - 1;
    }
    if (digits == 0) return 0;
    int exponent = i;
    if (i < length && (s.charAt(i) == 'e' || s.charAt(i) == 'E')) {
      i++;
      if (i < length && (s.charAt(i) == '-' || s.charAt(i) == '+')) i++;
      int power = i;
      while (i < length && isDigit(s.charAt(i))) i++;
      if (i == power) return exponent;
    }
    return i;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static String doubleText(double d) {
    if (d == Math.rint(d) && Math.abs(d) < 1e15) return Long.toString((long) d);
    if (Double.isNaN(d)) return "NAN";
    if (Double.isInfinite(d)) return d > 0 ? "INF" : "-INF";
    String plain = new BigDecimal(Double.toString(d)).stripTrailingZeros().toString();
    return plain.contains("E") && !plain.contains(".") ? plain.replace("E", ".0E") : plain;
  }
}
