package org.mispworkflows.conformance;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.CoreFormat;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;

/** Payloads brought into core format; look-ups are served from the case. */
final class FormatConversionFamily implements Family {

  @Override
  public String name() {
    return "format_conversion";
  }

  @Override
  public Verdict judge(Case observed) {
    Map<String, @Nullable Object> payload = Json.map(Trees.copy(observed.input().get("data")));
    Object actual =
        CoreFormat.convert(
            payload == null ? Map.of() : payload,
            observed.text("scope"),
            new RecordedMisp(observed.input().get("db")),
            line -> {});
    Object expected = observed.expected().get("result");
    boolean same = Trees.same(expected, actual);
    Optional<String> decision =
        Declared.phpError(observed).or(() -> Declared.attributesBesideEvent(observed));
    if (!same && Trees.same(withoutCorrelations(expected), withoutCorrelations(actual))) {
      decision = decision.or(() -> Declared.misplacedCorrelations(observed));
    }
    return Verdict.of(same, decision, expected, actual);
  }

  /** A copy in which attributes of objects correlate with nothing. */
  private static @Nullable Object withoutCorrelations(@Nullable Object tree) {
    Object copy = Trees.copy(tree);
    strip(copy);
    return copy;
  }

  private static void strip(@Nullable Object tree) {
    Map<String, @Nullable Object> map = Json.map(tree);
    if (map != null && Loose.truthy(map.get("object_id"))) map.remove("RelatedAttribute");
    for (Object child : Loose.values(tree)) strip(child);
  }
}
