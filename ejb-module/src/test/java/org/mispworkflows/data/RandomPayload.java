package org.mispworkflows.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.jspecify.annotations.Nullable;

/** Payloads that look like MISP's, with something else than expected here and there. */
public final class RandomPayload {

  private static final List<@Nullable Object> IDS = Arrays.asList("1", "2", "3", 1L, "0", "", null);
  private static final List<@Nullable Object> NAMES = List.of("tlp:red", "tlp:green", "x");
  private static final List<@Nullable Object> TYPES = List.of("ip-src", "url", "md5");
  private static final List<@Nullable Object> ABOUT =
      Arrays.asList("Event", "Attribute", "EventReport", "", null);
  private static final List<@Nullable Object> GROUPS = Arrays.asList(null, "", "0", List.of(), "4");

  private final Random random;

  private RandomPayload(Random random) {
    this.random = random;
  }

  /** Payloads of every trigger, one or several subjects in each. */
  public static Arbitrary<Map<String, @Nullable Object>> any() {
    return Arbitraries.randomValue(random -> new RandomPayload(random).payload());
  }

  private Map<String, @Nullable Object> payload() {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    some(payload, 0.8, "Event", this::event);
    some(
        payload,
        0.3,
        "Attribute",
        () -> random.nextBoolean() ? attribute() : list(this::attribute));
    some(payload, 0.3, "Object", () -> random.nextBoolean() ? object() : list(this::object));
    some(payload, 0.3, "EventTag", () -> list(this::link));
    some(payload, 0.2, "AttributeTag", () -> list(this::link));
    some(payload, 0.3, "Tag", () -> subject("attribute_id"));
    some(payload, 0.3, "Sighting", () -> random.nextBoolean() ? sighting() : list(this::sighting));
    some(
        payload,
        0.2,
        "RelatedAttribute",
        () -> one("1", () -> list(() -> subject("attribute_id"))));
    some(payload, 0.2, "Orgc", () -> subject("uuid"));
    some(payload, 0.3, "ShadowAttribute", () -> subject("old_id"));
    some(
        payload,
        0.3,
        "EventReport",
        () -> random.nextBoolean() ? subject("uuid") : list(this::report));
    some(payload, 0.3, "Post", () -> subject("thread_id"));
    some(payload, 0.2, "Thread", () -> subject("uuid"));
    some(payload, 0.2, "_module", () -> pick(NAMES));
    some(payload, 0.1, "errors", () -> pick(NAMES));
    some(payload, 0.3, "Note", this::analystData);
    some(payload, 0.1, "Opinion", () -> list(this::analystData));
    return payload;
  }

  private @Nullable Object analystData() {
    Map<String, @Nullable Object> note = subject("object_uuid");
    note.put("object_type", pick(ABOUT));
    return note;
  }

  private @Nullable Object event() {
    Map<String, @Nullable Object> event = subject("uuid");
    event.put("info", pick(NAMES));
    some(event, 0.3, "user_id", () -> pick(IDS));
    some(event, 0.3, "published", () -> pick(IDS));
    some(event, 0.5, "Tag", () -> list(this::tag));
    some(event, 0.7, "Attribute", () -> list(this::attribute));
    some(event, 0.4, "Object", () -> list(this::object));
    some(event, 0.3, "_AttributeFlattened", () -> list(this::attribute));
    some(event, 0.3, "SharingGroup", () -> pick(GROUPS));
    some(event, 0.2, "EventReport", () -> list(this::report));
    return event;
  }

  private @Nullable Object attribute() {
    Map<String, @Nullable Object> attribute = subject("object_id");
    attribute.put("type", pick(TYPES));
    some(attribute, 0.5, "Tag", () -> list(this::tag));
    some(attribute, 0.2, "AttributeTag", () -> list(this::link));
    some(attribute, 0.2, "value1", () -> pick(NAMES));
    some(attribute, 0.2, "SharingGroup", () -> pick(GROUPS));
    some(attribute, 0.2, "Sighting", () -> list(() -> subject("uuid")));
    some(attribute, 0.2, "_allTags", () -> list(this::tag));
    return attribute;
  }

  private @Nullable Object object() {
    Map<String, @Nullable Object> object = subject("uuid");
    some(object, 0.8, "Attribute", () -> list(this::attribute));
    some(object, 0.3, "SharingGroup", () -> pick(GROUPS));
    return object;
  }

  private @Nullable Object sighting() {
    Map<String, @Nullable Object> sighting = subject("attribute_id");
    some(sighting, 0.3, "Event", () -> subject("uuid"));
    some(sighting, 0.3, "Attribute", () -> subject("uuid"));
    return sighting;
  }

  private @Nullable Object tag() {
    Map<String, @Nullable Object> tag = new LinkedHashMap<>();
    tag.put("name", pick(NAMES));
    some(tag, 0.3, "org_id", () -> pick(IDS));
    return tag;
  }

  private @Nullable Object link() {
    return one("Tag", this::tag);
  }

  private @Nullable Object report() {
    return one("SharingGroup", () -> pick(GROUPS));
  }

  private Map<String, @Nullable Object> subject(String otherId) {
    Map<String, @Nullable Object> subject = new LinkedHashMap<>();
    some(subject, 0.8, "id", () -> pick(IDS));
    some(subject, 0.5, "event_id", () -> pick(IDS));
    some(subject, 0.5, otherId, () -> pick(IDS));
    return subject;
  }

  private Map<String, @Nullable Object> one(
      String key, Supplier<? extends @Nullable Object> value) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    some(map, 0.9, key, value);
    return map;
  }

  private void some(
      Map<String, @Nullable Object> map,
      double probability,
      String key,
      Supplier<? extends @Nullable Object> value) {
    if (random.nextDouble() < probability) map.put(key, odd(value));
  }

  /** A list; sometimes what MISP makes of a list with gaps. */
  private Object list(Supplier<? extends @Nullable Object> element) {
    List<@Nullable Object> list = new ArrayList<>();
    Map<String, @Nullable Object> gaps = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(odd(element));
      gaps.put(Integer.toString(2 * i), odd(element));
    }
    return random.nextInt(8) == 0 ? gaps : list;
  }

  private @Nullable Object odd(Supplier<? extends @Nullable Object> expected) {
    return random.nextInt(25) == 0 ? tree(3) : expected.get();
  }

  /** Anything. */
  private @Nullable Object tree(int depth) {
    return switch (random.nextInt(depth == 0 ? 2 : 4)) {
      case 0 -> pick(IDS);
      case 1 -> pick(GROUPS) instanceof String text ? text : true;
      case 2 -> list(() -> tree(depth - 1));
      default -> one(String.valueOf(pick(NAMES)), () -> tree(depth - 1));
    };
  }

  private @Nullable Object pick(List<@Nullable Object> values) {
    return RandomTrees.copy(values.get(random.nextInt(values.size())));
  }
}
