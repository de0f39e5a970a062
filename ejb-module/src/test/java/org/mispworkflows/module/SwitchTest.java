package org.mispworkflows.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mispworkflows.module.logic.Switch;

class SwitchTest {

  private static final String EVENT =
      "{'Event':{'info':'b','threat_level_id':2,'published':false,'note':null,'Tag':[{'name':'tlp:red'},{'name':'tlp:amber'}]}}";

  @ParameterizedTest(name = "{0} of {1}: output {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "Event.info | 'a','b' | 2",
        "Event.info | 'b','b' | 1",
        "Event.info | 'c' | 2",
        "Event.threat_level_id | '1','2','3' | 2",
        "Event.threat_level_id | 1,2,3 | 2",
        "Event.threat_level_id | '02' | 1",
        "Event.published | '1','' | 2",
        "Event.note | '' | 2",
        "Event.nothing | '' | 2",
        "Event.Tag.{n}.name | 'tlp:amber','tlp:red' | 1",
        "Event.Tag.{n}.name | 'tlp:white','tlp:red','tlp:amber' | 2",
        "Event.Tag.{n}.name | 'tlp:white' | 2"
      })
  void goes_to_the_first_case_that_is_selected_or_to_the_last_output(
      String path, String cases, int output) {
    assertThat(
            OneLogicNode.of(
                new Switch(), "{'hash_path':'" + path + "','cases':[" + cases + "]}", EVENT))
        .isEqualTo(new OneLogicNode.Way(output, List.of(), List.of()));
  }
}
