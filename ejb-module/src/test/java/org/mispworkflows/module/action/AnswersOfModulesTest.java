package org.mispworkflows.module.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mispworkflows.engine.OneNode;
import org.mispworkflows.engine.StandIns;
import org.mispworkflows.misp.ModuleServicePeer;
import org.mispworkflows.misp.RecordedAnswer;

/**
 * Every answer that a real misp-modules service was seen to give, to an action and to a look-up,
 * read strictly and as MISP does.
 */
class AnswersOfModulesTest {

  /**
   * What an answer is named, what an action with it comes to strictly and in MISP's reading, and
   * what a look-up comes to; then the recorded answers that are such ones.
   */
  private static final String READINGS =
      """
      server-error | failed failed | failed done
        no module key
        unknown module
        module=null
        internal key used as module (type:slack)
        module outcome: raise
        module outcome: attrerror
        mattermost, bad token (peer 401)
        mattermost, refused port
        mattermost, broken template
        mattermost, missing param
        mattermost, sandbox escape attempt in template
        probe action answer=raise
        jinja: text not JSON
        cpe, no network
        export liteexport
        export cef
      error | failed failed | done done
        module outcome: error
        probe action answer=error
        yara wrong key
        misp_standard without attribute
        misp_standard wrong type
        misp_standard incomplete attribute
        virustotal_public without key (stubbed deps)
        abuseipdb without key
        reversedns via refused resolver
        dns no network
      timeout | failed failed | failed done
        timeout 0
        negative timeout
        server-side timeout 1 s, module sleeps 3 s
        fractional timeout (int() truncates to 0)
      http-error | failed done | failed done
        empty body
        bad JSON
        JSON array
        timeout not a number
        invalid UTF-8 body
      false | failed done | failed done
        module outcome: false
        probe action answer=other
        jinja: text absent => false
      null | failed done | failed done
        module outcome: none
      not-an-object | failed done | failed done
        module outcome: list
        module outcome: string
      no-verdict | failed done | failed done
        module outcome: bytes
        module outcome: hello
      data-false | failed done | failed done
        export_sentinel, no such interpreter => data:false
        export_sentinel, no Event.uuid => data:false
        probe action answer=false
        export testexport
      empty | failed done | failed done
        a module that ends the process
      done | done done | failed done
        timeout as string digits
        no content type
        20 MB request
        testaction, MISP body
        testaction, empty hash path => matchingData is the whole data
        testaction, no data at all
        mattermost, MISP body (template rendered by MISP first, then AGAIN by the module)
        mattermost: second-order template: event info holding {{ }} is evaluated on the second pass
        mattermost, template not pre-rendered (module renders against data)
        mattermost, empty template => JSON dump of data
        mattermost, filters: only ip-dst attributes in filteredItems (module ignores them)
        mattermost, matchingData present: template context becomes matchingData
        slack, MISP body
        slack, bad token: peer says ok=false; module STILL answers data:true
        nextcloud_talk to a refused port: module STILL answers data:true
        probe action answer=true
        probe action answer=sleep:1
        probe action echo: the exact body as the module sees it
      results | failed done | done done
        module outcome: nan
        module outcome: unicode
        jinja ok
        jinja syntax error => empty string, no error
        jinja undefined
        jinja undefined twice => empty string
        jinja: data is a list
        jinja: huge range refused by sandbox
        jinja: template absent
        jinja: CPU hog in template with timeout 1 s (thread cannot be cancelled)
        yara ok
        yara bad
        stix2 ok
        stix2 bad
        sigma ok
        sigma bad
        sigma queries
        yara_query sha256
        eql ip-dst
        countrycode .com (static)
        countrycode needs network
        extract_url_components (misp_standard, whole attribute)
        extract_url_components, attribute as MISP sends it (with Tag/_allTags)
        config placeholder as MISP attach-enrichment sends it
        persistent/hover flag
        import csvimport
        import testimport
      """;

  private record Expected(String answer, String kind, List<String> action, List<String> lookUp) {}

  private static List<Expected> expected() {
    List<Expected> all = new ArrayList<>();
    String[] head = {};
    for (String line : READINGS.lines().toList()) {
      if (!line.startsWith(" ")) head = line.split(" \\| ", -1);
      else
        all.add(
            new Expected(
                line.strip(),
                head[0],
                Arrays.asList(head[1].split(" ", -1)),
                Arrays.asList(head[2].split(" ", -1))));
    }
    return all;
  }

  @Test
  void every_recorded_answer_is_among_them() {
    assertThat(expected().stream().map(Expected::answer))
        .containsExactlyInAnyOrderElementsOf(RecordedAnswer.ALL.keySet());
  }

  @TestFactory
  Stream<DynamicTest> an_answer_is_known_by_name_and_read_as_the_settings_say() {
    return expected().stream()
        .map(e -> DynamicTest.dynamicTest(e.kind() + ": " + e.answer(), () -> check(e)));
  }

  private static void check(Expected expected) throws IOException {
    for (int reading = 0; reading < 2; reading++) {
      boolean lenient = reading == 1;
      try (ModuleServicePeer service =
          ModuleServicePeer.start("misp-modules.lenient", String.valueOf(lenient))) {
        RecordedAnswer answer =
            Objects.requireNonNull(RecordedAnswer.ALL.get(expected.answer()), expected.answer());
        service.peer().answer(answer.status(), answer.body());
        checkAction(service, expected, expected.action().get(reading), lenient);
        checkLookUp(service, expected, expected.lookUp().get(reading), lenient);
      }
    }
  }

  private static void checkAction(
      ModuleServicePeer service, Expected expected, String outcome, boolean lenient) {
    OneNode.Outcome action =
        new OneNode(
                new MispModuleAction(
                    service.module("peer_action"),
                    service.modules(),
                    service.gateway(),
                    service.settings()))
            .run("{}", Events.core("{\"Event\":{\"info\":\"n\"}}"));
    assertThat(action.isDone()).isEqualTo(outcome.equals("done"));
    assertThat(action.notes()).hasSize(1);
    String note = action.notes().get(0);
    assertThat(note).startsWith("Answer " + expected.kind());
    boolean odd = expected.action().equals(List.of("failed", "done"));
    String reading = lenient ? ", read as MISP does: " : ", read strictly: ";
    if (odd) assertThat(note).startsWith("Answer " + expected.kind() + reading);
    if (!action.isDone()) assertThat(action.errors()).hasSize(1).noneMatch(String::isBlank);
  }

  private static void checkLookUp(
      ModuleServicePeer service, Expected expected, String outcome, boolean lenient) {
    AttachEnrichment module =
        StandIns.inject(new AttachEnrichment(), service.modules(), service.settings());
    Map<String, @Nullable Object> event =
        Events.core("{\"Event\":{\"Attribute\":[{\"type\":\"domain\",\"value\":\"a.test\"}]}}");
    OneNode.Outcome lookUp = new OneNode(module).run("{\"modules\":\"dns\"}", event);
    assertThat(lookUp.isDone()).isEqualTo(outcome.equals("done"));
    boolean results = expected.kind().equals("results");
    Object attached = Events.at(lookUp.data(), "Event.Attribute.0.enrichment");
    if (results) assertThat(attached).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(1);
    else assertThat(attached).isNull();
    if (expected.kind().equals("error") || results) return;
    assertThat(lookUp.notes().get(0))
        .startsWith(
            "dns about domain a.test: Answer "
                + expected.kind()
                + (lenient ? ", read as MISP does: " : ", read strictly: "));
  }
}
