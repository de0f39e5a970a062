package org.mispworkflows.run;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.data.ParsedPath;

/** A run's payload in the database: JSON, compressed. */
final class Payloads {

  private static final List<String> SUBJECTS =
      List.of(
          "Event.info",
          "Attribute.value",
          "Object.name",
          "ShadowAttribute.value",
          "EventReport.name",
          "Tag.name",
          "Sighting.Attribute.value",
          "User.email",
          "Post.contents",
          "Log.title");

  private Payloads() {}

  static byte[] pack(Map<String, @Nullable Object> payload) {
    Deflater fast = new Deflater(Deflater.BEST_SPEED);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, fast)) {
      out.write(Json.bytes(payload));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      fast.end();
    }
    return bytes.toByteArray();
  }

  static Map<String, @Nullable Object> unpack(byte[] packed) {
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
      Map<String, @Nullable Object> map = Json.map(Json.parse(in));
      if (map == null) throw new IllegalStateException("a stored payload is not a map");
      return map;
    } catch (IOException e) {
      throw new UncheckedIOException("a stored payload can't be unpacked", e);
    }
  }

  /** What a payload is about, for people: the event's UUID and info, an attribute's value … */
  static String subject(Map<String, @Nullable Object> payload) {
    for (String path : SUBJECTS) {
      String text = text(payload, path);
      if (text.isEmpty()) continue;
      String uuid = text(payload, "Event.uuid");
      return uuid.isEmpty() ? text : text + " · " + uuid;
    }
    return text(payload, "Event.uuid");
  }

  private static String text(Map<String, @Nullable Object> payload, String path) {
    Object value = ParsedPath.parse(path).get(payload);
    return Loose.isTree(value) ? "" : Loose.text(value).strip();
  }
}
