package org.mispworkflows.misp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;

/**
 * An answer that a misp-modules service gave to a question.
 *
 * @param status of HTTP
 * @param body as it came
 */
public record RecordedAnswer(int status, String body) {

  /** All, by what was asked. */
  public static final Map<String, RecordedAnswer> ALL = all();

  /** The service answers with this tree as JSON. */
  public static ModuleAnswer of(@Nullable Object body) {
    return ModuleAnswer.of(200, Json.write(body));
  }

  private static Map<String, RecordedAnswer> all() {
    Map<String, RecordedAnswer> all = new LinkedHashMap<>();
    for (Object entry : Loose.values(Json.parse(read("answers")))) {
      all.put(
          Loose.text(Loose.child(entry, "note")),
          new RecordedAnswer(
              (int) Loose.integer(Loose.child(entry, "status")),
              Loose.text(Loose.child(entry, "body"))));
    }
    return all;
  }

  /** A recorded file, as text. */
  public static String read(String name) {
    String path = "/misp-modules/" + name + ".json.gz";
    try (InputStream in =
        new GZIPInputStream(
            Objects.requireNonNull(RecordedAnswer.class.getResourceAsStream(path), path))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(path, e);
    }
  }
}
