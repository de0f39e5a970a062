package org.mispworkflows.module.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mispworkflows.data.ParsedPath;
import org.mispworkflows.engine.OneNode;
import org.mispworkflows.spi.MispException;
import org.mispworkflows.spi.PathFilter;
import org.mispworkflows.spi.PathFilters;

class ReloadFullEventTest {

  private static final String OLD =
      """
      {"Event":{"id":"7","info":"old","Attribute":[
        {"id":"1","type":"domain","value":"a.test","to_ids":true},
        {"id":"2","type":"domain","value":"b.test","to_ids":false}]},
       "_module":"dns","errors":["stale"]}
      """;

  private static final String NEW =
      """
      {"Event":{"id":"7","info":"new","Tag":[{"name":"tlp:red"}],
        "Attribute":[{"id":"1","type":"domain","value":"a.test"}],
        "Object":[{"id":"5","Attribute":[{"id":"3","type":"md5","value":"0cc1"}]}]}}
      """;

  private final StandInMisp misp = new StandInMisp().knowing("7", Events.record(NEW));
  private final OneNode node = new OneNode(new ReloadFullEvent());

  @Test
  void the_data_is_what_misp_has_now_in_core_format() {
    Map<String, @Nullable Object> data = Events.core(OLD);
    assertThat(node.with(misp.connection()).run("{}", data).isDone()).isTrue();
    assertThat(misp.calls()).containsExactly("fullEvent 7");
    assertThat(Events.at(data, "Event.info")).isEqualTo("new");
    assertThat(Events.at(data, "Event.Attribute.0._allTags.0.name")).isEqualTo("tlp:red");
    assertThat(Events.at(data, "Event._AttributeFlattened.1"))
        .isSameAs(Events.at(data, "Event.Object.0.Attribute.0"));
  }

  @Test
  void only_keys_with_an_underscore_stay() {
    Map<String, @Nullable Object> data = Events.core(OLD);
    node.with(misp.connection()).run("{}", data);
    assertThat(data).containsOnlyKeys("Event", "_module").containsEntry("_module", "dns");
  }

  @Test
  void what_a_filter_of_the_path_hides_is_replaced_too() {
    Map<String, @Nullable Object> data = Events.core(OLD);
    PathFilter onlyIds =
        new PathFilter(
            List.of(ParsedPath.parse("Event.Attribute.{n}")),
            ParsedPath.parse("to_ids"),
            "equals",
            "1");
    node.with(misp.connection()).run("{}", data, PathFilters.NONE.with("A", onlyIds));
    assertThat(Events.at(data, "Event.Attribute.0.value")).isEqualTo("a.test");
    assertThat(Events.at(data, "Event.Attribute.1")).isNull();
    assertThat(data).containsKey("_module");
  }

  @Test
  void an_event_that_misp_does_not_give_is_a_failure_and_the_data_stays() {
    Map<String, @Nullable Object> data = Events.core(OLD);
    misp.answering("fullEvent", args -> Optional.empty());
    assertThat(node.with(misp.connection()).run("{}", data).errors())
        .containsExactly(
            "MISP gave no event `7`: it isn't there, or the connection's user may not see it.");
    misp.answering(
        "fullEvent",
        args -> {
          throw new MispException("MISP answered 503.");
        });
    assertThat(node.with(misp.connection()).run("{}", data).errors())
        .containsExactly("MISP answered 503.");
    assertThat(data).isEqualTo(Events.core(OLD));
  }

  @Test
  void without_misp_or_event_it_says_so() {
    assertThat(node.run("{}", OLD).errors())
        .containsExactly("No MISP instance is connected, so the event can't be loaded from there.");
    assertThat(node.with(misp.connection()).run("{}", "{\"Post\":{}}").errors())
        .isEqualTo(List.of(Writes.NO_EVENT));
  }
}
