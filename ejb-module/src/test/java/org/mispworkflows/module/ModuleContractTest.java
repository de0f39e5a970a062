package org.mispworkflows.module;

import static java.util.Locale.ROOT;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;
import org.mispworkflows.spi.Catalogue;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleType;
import org.mispworkflows.spi.Overhead;
import org.mispworkflows.spi.Parameter;
import org.mispworkflows.spi.TriggerInfo;
import org.mispworkflows.spi.WorkflowModule;

/**
 * Holds every module against what a live MISP lists under the same id, since workflows are
 * exchanged with it.
 */
class ModuleContractTest {

  /**
   * A select whose options depend on the instance, or that MISP lists with fewer than it
   * understands.
   */
  private static final List<String> OPTIONS_OF_OUR_OWN =
      List.of(
          "generic-if.operator",
          "generic-filter-data.operator",
          "organisation-if.condition",
          "distribution-if.distribution",
          "threat-level-if.threatlevel",
          "enrich-event.modules");

  /** What a module of MISP asks for here besides, behind what it asks for there. */
  private static final Map<String, List<String>> PARAMETERS_OF_OUR_OWN =
      Map.of(
          "webhook", List.of("signing_secret"),
          "ms-teams-webhook", List.of("format"),
          "tag_replacement_generic", List.of("search", "replacement"),
          "attribute_edition_operation", List.of("field", "value"));

  private static final Map<String, Map<String, @Nullable Object>> MISP = recorded();

  private static final String BEYOND_MISP =
      """
      add_analyst_data action → 1 core filter | target select = Event: Attribute Event EventReport GalaxyCluster Object | analyst_data_type select = Note: Note Opinion Relationship | distribution select = 0: 0 1 2 3 4 5 | sharing_group_id picker = [] | author input | language input | note textarea jinja | opinion input | comment textarea jinja | relationship_type input | related_object_type select = Event: Attribute Event EventReport GalaxyCluster Object | related_object_uuid input jinja
      add_sighting action → 1 core filter | type select = 0: 0 1 2 | source input jinja
      aggregate_comparator_if logic → 2 | aggregation_path hashpath | aggregation_type select = count: count sum avg min max unique_count median | operator select = greater: equals not_equals greater greater_equals less less_equals in not_in | value input
      attribute_distribution_operation action → 1 core filter | distribution select = 0: 0 1 2 3 4 5 | sharing_group_id picker = []
      expression-if logic → 2 | expression textarea
      filter-tag logic → 1 | filtering-label select = A: A B C D E F | scope select = event: attribute event_attribute event_report inherited_report | condition select = in_or: in_or in_and not_in_or not_in_and | tags picker | clusters picker
      filter-timestamp logic → 1 | filtering-label select = A: A B C D E F | target select = attribute: object attribute event_report | operator select = greater: greater less since | value input = 30d
      flowintel-create-case action → 1 | url input | apikey input | case-name textarea jinja = {{ Event.info }} | create-reference select = yes: yes no
      galaxy_cluster_operation action → 1 core filter | action select = add: add remove | scope select = event: event attribute | galaxy input jinja | cluster input jinja | locality select = local: local global any | relationship_type input
      log action → 1 | level select = info: debug info warn error | message textarea jinja
      mattermost action → 1 filter | mattermost_hostname input | bot_access_token input | channel_id input | message_template textarea jinja | webhook_url input
      notify-user-toast action → 1 | variant select = info: danger warning info | toast_header textarea jinja | toast_body textarea jinja
      set-data action → 1 | path hashpath | value textarea jinja
      slack action → 1 filter | slack_bot_token input | channel_id input | message_template textarea jinja | webhook_url input
      switch logic → -1 | hash_path hashpath | cases picker = []
      tag_country_asn_from_enrichment action → 1 filter | locality select = local: local global
      tag_cve_from_enrichment action → 1 filter | locality select = local: local global | add_vulnerability_ttp select = 1: no yes
      event-before-delete trigger → 1 blocking core, scope event, low
      analyst-data-after-save trigger → 1 core, scope analyst-data, low
      """;

  /** Triggers that newer MISPs than the recorded one fire. */
  private static final List<String> TRIGGERS_OF_NEWER_MISPS =
      List.of("event-before-delete", "analyst-data-after-save");

  static List<ModuleDescriptor> modules() {
    List<ModuleDescriptor> all = new ArrayList<>();
    for (JavaClass c :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.mispworkflows.module")) {
      Class<?> type = c.reflect();
      if (WorkflowModule.class.isAssignableFrom(type) && type.isAnnotationPresent(ModuleInfo.class))
        all.add(ModuleDescriptor.of(type));
    }
    return all;
  }

  private static Map<String, Map<String, @Nullable Object>> recorded() {
    Map<String, Map<String, @Nullable Object>> byId = new LinkedHashMap<>();
    for (String file : List.of("triggers", "moduleIndex-all")) {
      String path = "/misp/" + file + ".json.gz";
      try (InputStream in =
          new GZIPInputStream(
              Objects.requireNonNull(ModuleContractTest.class.getResourceAsStream(path)))) {
        for (Object module : Loose.values(Json.parse(in))) {
          Map<String, @Nullable Object> map = Objects.requireNonNull(Json.map(module));
          byId.put(Loose.text(map.get("id")), map);
        }
      } catch (IOException e) {
        throw new AssertionError(path, e);
      }
    }
    return byId;
  }

  @Test
  void every_trigger_of_misp_is_there() {
    List<String> ours =
        modules().stream()
            .filter(m -> m.type() == ModuleType.TRIGGER)
            .map(ModuleDescriptor::id)
            .toList();
    List<String> theirs =
        new ArrayList<>(
            MISP.values().stream()
                .filter(m -> "trigger".equals(m.get("module_type")))
                .map(m -> Loose.text(m.get("id")))
                .toList());
    theirs.addAll(TRIGGERS_OF_NEWER_MISPS);
    assertThat(ours).containsExactlyInAnyOrderElementsOf(theirs);
  }

  /** The samples are held against MISP's list, too. */
  @TestFactory
  Stream<DynamicTest> a_module_is_what_misp_lists(@TempDir Path classes) throws Exception {
    List<ModuleDescriptor> samples = Samples.modules(classes);
    assertThat(samples)
        .extracting(ModuleDescriptor::id)
        .containsExactlyInAnyOrder("blueprint-action-module", "blueprint-logic-module");
    return Stream.concat(modules().stream(), samples.stream())
        .filter(m -> MISP.containsKey(m.id()))
        .map(
            m ->
                DynamicTest.dynamicTest(
                    m.id(), () -> compare(m, Objects.requireNonNull(MISP.get(m.id())))));
  }

  /** What MISP 2.5 doesn't list, but workflows of a newer one, and of our own, rely on. */
  @Test
  void a_module_beyond_misp_is_what_its_line_says() {
    assertThat(
            modules().stream().filter(m -> !MISP.containsKey(m.id())).map(ModuleContractTest::line))
        .containsExactlyInAnyOrder(BEYOND_MISP.strip().split("\n", -1));
  }

  /** What MISP puts into the page of its editor, and ours asks for when it is needed. */
  @Test
  void a_parameter_that_is_picked_from_a_list_says_from_which() {
    Map<String, String> picked = new TreeMap<>();
    for (ModuleDescriptor module : modules()) {
      for (Parameter p : module.parameters()) {
        if (p.catalogue() == Catalogue.NONE) continue;
        String also = String.join(" ", p.options().stream().map(Parameter.Option::key).toList());
        picked.put(module.id() + "." + p.id(), (p.catalogue().key() + " " + also).strip());
      }
    }
    assertThat(picked)
        .containsAllEntriesOf(
            Map.ofEntries(
                entry("tag-if.tags", "tags"),
                entry("tag-if.clusters", "clusters"),
                entry("filter-tag.tags", "tags"),
                entry("filter-tag.clusters", "clusters"),
                entry("tag_operation.tags", "tags"),
                entry("tag-attached-after-save.tag", "tags"),
                entry("organisation-if.org_id", "organisations"),
                entry("distribution-if.sharing_group_id", "sharing-groups"),
                entry("Module_event_distribution_operation.sharing_group_id", "sharing-groups"),
                entry("attach-warninglist.warninglists", "warninglist-names ALL"),
                entry("add_to_warninglist.warninglist", "custom-warninglists"),
                entry("attach-decay-score.decayingmodels", "decaying-models"),
                entry("attach-enrichment.modules", "modules"),
                entry("enrich-event.modules", "modules"),
                entry("send-mail.recipients", "users"),
                entry("send-log-mail.recipients", "users Org admins")));
  }

  private static String line(ModuleDescriptor m) {
    StringBuilder line = new StringBuilder(m.id());
    line.append(' ').append(m.type().key()).append(" → ").append(m.info().outputs());
    if (m.info().blocking()) line.append(" blocking");
    if (m.info().coreFormat()) line.append(" core");
    if (m.info().nodeFilter()) line.append(" filter");
    TriggerInfo trigger = m.trigger();
    if (trigger != null)
      line.append(", scope ")
          .append(trigger.scope())
          .append(", ")
          .append(trigger.overhead().name().toLowerCase(ROOT));
    for (Parameter p : m.parameters()) {
      line.append(" | ").append(p.id()).append(' ').append(p.widget().name().toLowerCase(ROOT));
      if (p.jinja()) line.append(" jinja");
      if (!p.defaultText().isEmpty()) line.append(" = ").append(p.defaultText());
      if (!p.options().isEmpty()) line.append(':');
      p.options().forEach(option -> line.append(' ').append(option.key()));
    }
    return line.toString();
  }

  private static void compare(ModuleDescriptor ours, Map<String, @Nullable Object> misp) {
    assertThat(ours.type().key()).isEqualTo(misp.get("module_type"));
    assertThat(ours.info().name()).isEqualTo(misp.get("name"));
    assertThat((long) ours.inputs()).isEqualTo(misp.get("inputs"));
    assertThat((long) ours.info().outputs()).isEqualTo(misp.get("outputs"));
    assertThat(ours.info().blocking()).isEqualTo(misp.get("blocking"));
    assertThat(ours.info().nodeFilter()).isEqualTo(misp.get("support_filters"));
    assertThat(ours.info().manyConnections()).isEqualTo(misp.get("multiple_output_connection"));
    assertThat(ours.info().version()).isEqualTo(misp.get("version"));
    if (ours.type() == ModuleType.TRIGGER) {
      TriggerInfo trigger = Objects.requireNonNull(ours.trigger());
      assertThat(ours.info().coreFormat()).isEqualTo(misp.get("misp_core_format"));
      assertThat(trigger.scope()).isEqualTo(misp.get("scope"));
      assertThat(
              List.of(Overhead.LOW, Overhead.MEDIUM, Overhead.HIGH).indexOf(trigger.overhead())
                  + 1L)
          .isEqualTo(misp.get("trigger_overhead"));
      assertThat(trigger.overheadReason().isEmpty())
          .isEqualTo("".equals(misp.get("trigger_overhead_message")));
    } else {
      assertThat(ours.info().coreFormat()).isEqualTo(misp.get("expect_misp_core_format"));
    }
    List<Object> parameters =
        new ArrayList<>(
            Loose.values(misp.get("params")).stream().map(Objects::requireNonNull).toList());
    List<String> ids =
        new ArrayList<>(parameters.stream().map(p -> Loose.text(Loose.child(p, "id"))).toList());
    ids.addAll(PARAMETERS_OF_OUR_OWN.getOrDefault(ours.id(), List.of()));
    assertThat(ours.parameters().stream().map(Parameter::id)).containsExactlyElementsOf(ids);
    for (int i = 0; i < parameters.size(); i++) {
      compare(
          ours.id(), ours.parameters().get(i), Objects.requireNonNull(Json.map(parameters.get(i))));
    }
  }

  private static void compare(String module, Parameter ours, Map<String, @Nullable Object> misp) {
    String where = module + "." + ours.id();
    Object theirDefault = misp.get("default");
    if (theirDefault != null) {
      Object ourDefault =
          ours.defaultText().startsWith("[") ? Json.parse(ours.defaultText()) : ours.defaultText();
      boolean number = theirDefault instanceof Number; // the same as its text, for a select
      assertThat(Json.write(ourDefault))
          .as(where)
          .isEqualTo(Json.write(number ? Loose.text(theirDefault) : theirDefault));
    }
    assertThat(ours.jinja()).as(where).isEqualTo(Boolean.TRUE.equals(misp.get("jinja_supported")));
    if ("picker".equals(misp.get("type")) && misp.get("options") != null)
      assertThat(ours.catalogue()).as(where).isNotEqualTo(Catalogue.NONE);
    if ("select".equals(misp.get("type")) && !OPTIONS_OF_OUR_OWN.contains(where)) {
      assertThat(ours.options().stream().map(Parameter.Option::key))
          .as(where)
          .containsExactlyInAnyOrderElementsOf(keys(misp.get("options")));
    }
  }

  /** Options are a map of keys and names, or a list of {@code {name, value}}. */
  private static List<String> keys(@Nullable Object options) {
    Map<String, @Nullable Object> named = Json.map(options);
    if (named != null) return List.copyOf(named.keySet());
    return Loose.values(options).stream()
        .map(option -> Loose.text(Loose.child(option, "value")))
        .toList();
  }
}
