package org.mispworkflows.module.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mispworkflows.config.FixedConfig;
import org.mispworkflows.engine.OneNode;
import org.mispworkflows.engine.StandIns;
import org.mispworkflows.misp.MispModules;
import org.mispworkflows.outbound.HttpGateway;
import org.mispworkflows.spi.ActionModule;

/** What the modules that work on an event say when there is none. */
class EventlessDataTest {

  static Stream<Arguments> modules() {
    return Stream.of(
        Arguments.of(new AddAnalystData(), "{\"note\":\"x\"}"),
        Arguments.of(new AddSighting(), "{}"),
        Arguments.of(new AssignCountry(), "{}"),
        Arguments.of(with(new AttachEnrichment()), "{\"modules\":\"dns\"}"),
        Arguments.of(new AttachWarninglist(), "{}"),
        Arguments.of(new AttributeCommentOperation(), "{}"),
        Arguments.of(new AttributeDistributionOperation(), "{}"),
        Arguments.of(new AttributeEditionOperation(), "{\"field\":\"comment\"}"),
        Arguments.of(new AttributeIdsFlagOperation(), "{}"),
        Arguments.of(new EnrichEvent(), "{\"modules\":\"dns\"}"),
        Arguments.of(new EventDistributionOperation(), "{}"),
        Arguments.of(new GalaxyClusterOperation(), "{\"galaxy\":\"tool\",\"cluster\":\"x\"}"),
        Arguments.of(new ProposalAction(), "{\"proposal_type\":\"any\"}"),
        Arguments.of(new PublishEvent(), "{}"),
        Arguments.of(new ReloadFullEvent(), "{}"),
        Arguments.of(new TagCountryAsnFromEnrichment(), "{}"),
        Arguments.of(with(new TagCveFromEnrichment()), "{}"),
        Arguments.of(new TagOperation(), "{\"tags\":\"t\"}"),
        Arguments.of(new TagReplacementGeneric(), "{\"search\":\"a\",\"replacement\":\"b\"}"),
        Arguments.of(new TagReplacementPap(), "{}"),
        Arguments.of(new TagReplacementTlp(), "{}"));
  }

  private static ActionModule<?> with(ActionModule<?> module) {
    return StandIns.inject(module, FixedConfig.settings(), new MispModules(), new HttpGateway());
  }

  @ParameterizedTest
  @MethodSource("modules")
  void they_fail_and_say_so(ActionModule<?> module, String parameters) {
    StandInMisp misp = new StandInMisp();
    OneNode.Outcome outcome =
        new OneNode(module).with(misp.connection()).run(parameters, "{\"Log\":{\"id\":\"1\"}}");
    assertThat(outcome.errors()).containsExactly("The data holds no event.");
    assertThat(misp.calls()).isEmpty();
  }
}
