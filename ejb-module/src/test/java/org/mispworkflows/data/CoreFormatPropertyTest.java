package org.mispworkflows.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.MispConnection;
import org.mispworkflows.spi.MispException;

/**
 * The laws of core format, over payloads that look like MISP's and have something wrong in them.
 */
class CoreFormatPropertyTest {

  private static final List<String> SCOPES =
      List.of(
          "",
          "event",
          "attribute",
          "object",
          "event-report",
          "shadow-attribute",
          "sighting",
          "tag",
          "analyst-data",
          "post",
          "bogus");

  @Property(seed = "6001", tries = 3000)
  void converting_twice_changes_nothing(
      @ForAll("payloads") Map<String, @Nullable Object> payload,
      @ForAll("scopes") String scope,
      @ForAll("connections") MispConnection misp) {
    converted(payload, scope, misp)
        .ifPresent(
            once -> {
              Map<String, @Nullable Object> copy = RandomTrees.copyOf(once);
              assertThat(converted(RandomTrees.copyOf(once), scope, misp)).contains(copy);
              assertThat(CoreFormat.relinked(RandomTrees.copyOf(once))).isEqualTo(copy);
              if (scope.equals("post")) return;
              assertThat(converted(once, "", MispConnection.NONE)).contains(copy);
            });
  }

  @Property(seed = "6002", tries = 3000)
  void the_flattened_attributes_are_the_attributes_and_those_of_the_objects(
      @ForAll("payloads") Map<String, @Nullable Object> payload,
      @ForAll("scopes") String scope,
      @ForAll("connections") MispConnection misp) {
    converted(payload, scope, misp)
        .map(data -> Json.map(data.get("Event")))
        .ifPresent(
            event -> {
              List<Object> attributes = new ArrayList<>(mapsIn(event.get("Attribute")));
              for (Map<String, @Nullable Object> object : mapsIn(event.get("Object")))
                attributes.addAll(mapsIn(object.get("Attribute")));
              List<@Nullable Object> flattened =
                  Objects.requireNonNull(Json.list(event.get("_AttributeFlattened")));
              assertThat(flattened).hasSameSizeAs(attributes);
              for (int i = 0; i < attributes.size(); i++)
                assertThat(flattened.get(i)).isSameAs(attributes.get(i));
            });
  }

  @Property(seed = "6003", tries = 2000)
  void all_tags_are_those_of_the_event_then_those_of_the_attribute(
      @ForAll("payloads") Map<String, @Nullable Object> payload,
      @ForAll("connections") MispConnection misp) {
    Map<String, @Nullable Object> event =
        converted(payload, "", misp).map(data -> Json.map(data.get("Event"))).orElseThrow();
    int inherited = Loose.values(event.get("Tag")).size();
    for (Map<String, @Nullable Object> attribute : mapsIn(event.get("_AttributeFlattened"))) {
      List<Map<String, @Nullable Object>> tags = mapsIn(attribute.get("_allTags"));
      assertThat(tags).hasSize(inherited + Loose.values(attribute.get("Tag")).size());
      for (int i = 0; i < tags.size(); i++)
        assertThat(tags.get(i)).containsEntry("inherited", i < inherited);
    }
  }

  /** The conversion; empty when the payload lacks what its scope names. Nothing else is thrown. */
  private static Optional<Map<String, @Nullable Object>> converted(
      Map<String, @Nullable Object> payload, String scope, MispConnection misp) {
    try {
      return Optional.of(CoreFormat.convert(payload, scope, misp, note -> {}));
    } catch (CoreFormat.NotConvertible e) {
      assertThat(e).hasMessageContaining(scope);
      return Optional.empty();
    }
  }

  private static List<Map<String, @Nullable Object>> mapsIn(@Nullable Object list) {
    List<Map<String, @Nullable Object>> maps = new ArrayList<>();
    if (!(list instanceof List)) return maps;
    for (Object item : Loose.values(list)) {
      Map<String, @Nullable Object> map = Json.map(item);
      if (map != null) maps.add(map);
    }
    return maps;
  }

  @Provide
  Arbitrary<String> scopes() {
    return Arbitraries.of(SCOPES);
  }

  @Provide
  Arbitrary<MispConnection> connections() {
    return Arbitraries.frequencyOf(
        Tuple.of(1, Arbitraries.just(MispConnection.NONE)),
        Tuple.of(1, payloads().map(CoreFormatPropertyTest::instanceWith)));
  }

  /** An instance that gives a copy of one record, whatever it is asked for. */
  private static MispConnection instanceWith(Map<String, @Nullable Object> record) {
    return (MispConnection)
        Proxy.newProxyInstance(
            MispConnection.class.getClassLoader(),
            new Class<?>[] {MispConnection.class},
            (proxy, method, args) -> {
              if (method.getName().equals("connected")) return true;
              if (method.getName().equals("toString")) return "an instance with " + record;
              if (method.getName().equals("clusterTag")) return Optional.empty();
              if (method.getReturnType() == Optional.class)
                return record.isEmpty()
                    ? Optional.empty()
                    : Optional.of(RandomTrees.copyOf(record));
              throw new MispException("MISP is asked for records only here");
            });
  }

  @Provide
  Arbitrary<Map<String, @Nullable Object>> payloads() {
    return RandomPayload.any();
  }
}
