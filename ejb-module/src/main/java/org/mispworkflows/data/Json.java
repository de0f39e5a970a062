package org.mispworkflows.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON text to plain trees and back: maps that keep their order, lists, texts, longs, doubles,
 * booleans, nulls.
 */
public final class Json {

  /** Deeper trees are neither read nor written: no payload of MISP comes near. */
  public static final int MAX_DEPTH = 500;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(400)
                          .maxStringLength(100_000_000)
                          .build())
                  .streamWriteConstraints(
                      StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .build();

  private Json() {}

  /** Text that is not JSON, or too deep; the message names the line and column. */
  public static final class MalformedJsonException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    MalformedJsonException(String message) {
      super(message);
    }
  }

  /**
   * Parses JSON text.
   *
   * @throws MalformedJsonException when it is none
   */
  public static @Nullable Object parse(String text) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      return read(parser);
    } catch (IOException e) {
      throw new AssertionError("a text in memory can be read", e);
    }
  }

  /**
   * Parses JSON in UTF-8 to its end; doesn't close the stream.
   *
   * @throws MalformedJsonException when it is none
   * @throws IOException when the stream can't be read
   */
  public static @Nullable Object parse(InputStream in) throws IOException {
    JsonParser parser = MAPPER.createParser(in).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
    try (parser) {
      return read(parser);
    }
  }

  /**
   * Parses JSON in UTF-8.
   *
   * @throws MalformedJsonException when it is none
   */
  public static @Nullable Object parse(byte[] utf8) {
    try (JsonParser parser = MAPPER.createParser(utf8)) {
      return read(parser);
    } catch (IOException e) {
      throw new AssertionError("bytes in memory can be read", e);
    }
  }

  private static @Nullable Object read(JsonParser parser) throws IOException {
    try {
      if (parser.nextToken() == null) {
        throw new MalformedJsonException("there is no JSON at all: the text is empty");
      }
      Object tree = new JsonReader(parser).value("");
      if (parser.nextToken() != null) {
        JsonLocation at = parser.currentTokenLocation();
        throw new MalformedJsonException(
            "the JSON ends before line "
                + at.getLineNr()
                + ", column "
                + at.getColumnNr()
                + ", but the text goes on");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw malformed(e, e.getLocation() == null ? parser.currentLocation() : e.getLocation());
    } catch (CharConversionException e) {
      throw new MalformedJsonException("the text is not UTF-8: " + e.getMessage());
    }
  }

  /**
   * Writes a tree as compact JSON text.
   *
   * @throws IllegalArgumentException when it is nested too deeply, or holds what no tree holds
   */
  public static String write(@Nullable Object tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw unwritable(e);
    }
  }

  /** Writes a tree as indented JSON text, for people. */
  public static String writePretty(@Nullable Object tree) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw unwritable(e);
    }
  }

  /** Writes a tree as compact JSON in UTF-8. */
  public static byte[] bytes(@Nullable Object tree) {
    try {
      return MAPPER.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw unwritable(e);
    }
  }

  /** The value as a map of texts to trees; null if it is something else. */
  @SuppressWarnings("unchecked") // maps of a tree have text keys
  public static @Nullable Map<String, @Nullable Object> map(@Nullable Object value) {
    if (value instanceof CompactMap map)
      return map; // a class is recognised sooner than an interface
    return value instanceof Map<?, ?> m ? (Map<String, @Nullable Object>) m : null;
  }

  /** A list, if it is one. */
  @SuppressWarnings("unchecked") // lists of the trees hold nullable values
  public static @Nullable List<@Nullable Object> list(@Nullable Object value) {
    if (value instanceof ArrayList<?> list) return (List<@Nullable Object>) list;
    return value instanceof List<?> list ? (List<@Nullable Object>) list : null;
  }

  private static IllegalArgumentException unwritable(JsonProcessingException e) {
    return new IllegalArgumentException(
        e.getOriginalMessage().contains("nesting depth")
            ? "the data can't be written as JSON: it is nested deeper than " + MAX_DEPTH + " levels"
            : "not a plain tree: " + e.getOriginalMessage(),
        e);
  }

  private static MalformedJsonException malformed(JsonProcessingException e, JsonLocation at) {
    String where = " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    if (e instanceof StreamConstraintsException) {
      String what =
          e.getOriginalMessage().contains("nesting")
              ? "it is nested deeper than " + MAX_DEPTH + " levels"
              : e.getOriginalMessage();
      return new MalformedJsonException("the JSON is refused" + where + ": " + what);
    }
    return new MalformedJsonException(
        "not valid JSON" + where + ": " + firstLine(e.getOriginalMessage()));
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
