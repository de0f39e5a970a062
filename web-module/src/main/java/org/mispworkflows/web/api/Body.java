package org.mispworkflows.web.api;

import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;

/** A request's JSON object. Wrong fields are collected and refused together. */
final class Body {

  private final Map<String, @Nullable Object> fields;
  private final List<Problem.Violation> violations = new ArrayList<>();

  private Body(Map<String, @Nullable Object> fields) {
    this.fields = fields;
  }

  /**
   * Reads a body that may have these fields only.
   *
   * @throws BadInputException when it is too large, or no JSON object, or has other fields
   */
  static Body of(InputStream in, HttpHeaders headers, int maxBytes, String... allowed) {
    Body body = new Body(object(in, headers, maxBytes));
    Set<String> known = Set.of(allowed);
    for (String field : body.fields.keySet()) {
      if (!known.contains(field))
        body.wrong(field, "unknown field; known are " + String.join(", ", allowed));
    }
    return body;
  }

  /**
   * Reads a JSON object, compressed or not.
   *
   * @throws BadInputException when it is too large, or no JSON object
   */
  static Map<String, @Nullable Object> object(InputStream in, HttpHeaders headers, int maxBytes) {
    if (headers.getLength() > maxBytes) throw tooLarge(maxBytes);
    Object tree;
    try {
      InputStream plain =
          "gzip".equalsIgnoreCase(headers.getHeaderString("Content-Encoding"))
              ? new GZIPInputStream(in)
              : in;
      tree = Json.parse(new Limited(plain, maxBytes));
    } catch (ZipException e) {
      throw new BadInputException(
          400, "The body says that it is gzip, but it isn't: " + e.getMessage());
    } catch (IOException e) {
      throw new BadInputException(400, "The body could not be read to its end: " + e.getMessage());
    }
    Map<String, @Nullable Object> object = Json.map(tree);
    if (object == null) {
      throw new BadInputException(400, "The body must be a JSON object, not " + kind(tree) + ".");
    }
    return object;
  }

  private static String kind(@Nullable Object tree) {
    if (tree == null) return "null";
    if (tree instanceof List) return "a list";
    return tree instanceof String ? "a text" : tree instanceof Boolean ? "a boolean" : "a number";
  }

  private static BadInputException tooLarge(int maxBytes) {
    return new BadInputException(
        413, "The body is larger than " + maxBytes + " bytes (misp-workflows.payload.max-bytes).");
  }

  boolean has(String field) {
    return fields.containsKey(field);
  }

  String text(String field, String otherwise) {
    Object value = fields.get(field);
    if (value == null) return otherwise;
    if (value instanceof String text) return text;
    wrong(field, "must be a text");
    return otherwise;
  }

  String requiredText(String field) {
    String text = text(field, "");
    if (text.isBlank() && !(fields.get(field) != null && !(fields.get(field) instanceof String)))
      wrong(field, "is missing");
    return text;
  }

  @Nullable Boolean flag(String field) {
    Object value = fields.get(field);
    if (value == null || value instanceof Boolean) return (Boolean) value;
    wrong(field, "must be true or false");
    return null;
  }

  @Nullable Object tree(String field) {
    if (!has(field)) wrong(field, "is missing");
    return fields.get(field);
  }

  List<String> texts(String field) {
    Object value = fields.get(field);
    if (value instanceof List<?> list && list.stream().allMatch(e -> e instanceof String)) {
      return list.stream().map(Loose::text).toList();
    }
    wrong(field, "must be a list of texts");
    return List.of();
  }

  void wrong(String field, String message) {
    violations.add(new Problem.Violation(field, message));
  }

  /** Call when all fields are read: refuses the request if one was wrong. */
  void refuseIfWrong() {
    if (!violations.isEmpty()) throw new BadInputException(violations);
  }

  /** Stops reading at the limit, so that a body without a length can't fill the memory. */
  private static final class Limited extends InputStream {
    private final InputStream in;
    private final int max;
    private long read;

    Limited(InputStream in, int max) {
      this.in = in;
      this.max = max;
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      if (b >= 0) count(1);
      return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = in.read(bytes, offset, length);
      if (n > 0) count(n);
      return n;
    }

    private void count(int n) {
      read += n;
      if (read > max) throw tooLarge(max);
    }
  }
}
