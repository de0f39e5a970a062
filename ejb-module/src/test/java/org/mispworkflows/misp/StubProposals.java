package org.mispworkflows.misp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Loose;

/** {@code /shadowAttributes}: what others propose for an event. */
final class StubProposals {

  private static final String NOT_YOURS =
      "Proposal not found or you are not authorised to accept it.";

  private final StubWorld world;
  private final StubWrites writes;
  private final String base;

  /**
   * Of the MISP at an address.
   *
   * @param base which some messages name
   */
  StubProposals(StubWorld world, StubWrites writes, String base) {
    this.world = world;
    this.writes = writes;
    this.base = base;
  }

  void register(StubRoutes routes) {
    routes
        .get("shadowattributes/index", this::index)
        .get("shadowattributes/view", this::view)
        .post("shadowattributes/add", this::add)
        .post("shadowattributes/edit", this::proposeEdit)
        .post("shadowattributes/delete", this::proposeDelete)
        .post("shadowattributes/accept", this::accept)
        .post("shadowattributes/discard", this::discard);
  }

  private StubEvent event(StubRequest request) {
    return world
        .event(request.user(), request.argument(0))
        .orElseThrow(() -> new StubRefusal(404, "Invalid event."));
  }

  private StubAnswer add(StubRequest request) {
    StubEvent event = event(request);
    if (world.blockedTriggers().contains("shadow-attribute-before-save"))
      throw new StubRefusal(404, "Could not save the proposal. Errors: ");
    Map<String, @Nullable Object> fields = request.fields("ShadowAttribute");
    String type = StubTree.text(fields, "type");
    Map<String, @Nullable Object> proposal =
        propose(
            request,
            event,
            StubTree.of(
                "old_id",
                "0",
                "type",
                type,
                "category",
                fields.containsKey("category")
                    ? fields.get("category")
                    : world.types().category(type),
                "comment",
                StubTree.text(fields, "comment"),
                "to_ids",
                Loose.truthy(fields.get("to_ids")),
                "uuid",
                StubWorld.newUuid(),
                "value",
                fields.get("value")),
            false);
    return StubAnswer.of(StubTree.of("ShadowAttribute", saved(proposal)));
  }

  private StubAnswer proposeEdit(StubRequest request) {
    StubEvent event = ofAttribute(request);
    Map<String, @Nullable Object> wanted = original(event, request.argument(0));
    Map<String, @Nullable Object> fields = request.fields("ShadowAttribute");
    for (String field : List.of("type", "category", "comment", "value"))
      if (fields.containsKey(field)) wanted.put(field, fields.get(field));
    if (fields.containsKey("to_ids")) wanted.put("to_ids", Loose.truthy(fields.get("to_ids")));
    return StubAnswer.of(
        StubTree.of("ShadowAttribute", saved(propose(request, event, wanted, false))));
  }

  private StubAnswer proposeDelete(StubRequest request) {
    StubEvent event = ofAttribute(request);
    Map<String, @Nullable Object> wanted = original(event, request.argument(0));
    wanted.put("comment", "");
    propose(request, event, wanted, true);
    return StubAnswer.of(
        StubTree.of(
            "saved",
            true,
            "success",
            "The proposal to delete the attribute has been saved but sending out the alert e-mails has failed for at least one recipient."));
  }

  private StubEvent ofAttribute(StubRequest request) {
    return world
        .eventOfAttribute(request.user(), request.argument(0))
        .orElseThrow(() -> new StubRefusal(404, "Invalid attribute."));
  }

  private static Map<String, @Nullable Object> original(StubEvent event, String attributeId) {
    StubAttribute attribute = event.attribute(attributeId).orElseThrow();
    Map<String, @Nullable Object> original =
        StubTree.pick(attribute.fields(), "type", "category", "comment", "to_ids", "uuid", "value");
    original.put("old_id", attribute.id());
    return original;
  }

  private Map<String, @Nullable Object> propose(
      StubRequest request,
      StubEvent event,
      Map<String, @Nullable Object> wanted,
      boolean toDelete) {
    Map<String, @Nullable Object> proposal = StubTree.without(wanted);
    proposal.put("id", world.nextId("ShadowAttribute"));
    proposal.put("event_id", event.id());
    proposal.put("org_id", request.user().orgId());
    proposal.put("event_org_id", event.text("org_id"));
    proposal.put("email", request.user().email());
    proposal.put("timestamp", world.timestamp());
    proposal.put("deleted", false);
    proposal.put("proposal_to_delete", toDelete);
    proposal.put("disable_correlation", false);
    proposal.put("first_seen", null);
    proposal.put("last_seen", null);
    event.proposals().add(proposal);
    world.changed(
        StubChange.Kind.PROPOSAL_SAVED,
        event,
        StubTree.text(proposal, "uuid"),
        StubTree.of("ShadowAttribute", StubTree.copy(proposal)));
    return proposal;
  }

  private static Map<String, @Nullable Object> saved(Map<String, @Nullable Object> proposal) {
    return StubTree.without(proposal, "org_id", "proposal_to_delete", "disable_correlation");
  }

  private StubAnswer index(StubRequest request) {
    List<@Nullable Object> rows = new ArrayList<>();
    StubEvent event = event(request);
    List<Map<String, @Nullable Object>> sorted = new ArrayList<>(event.proposals());
    sorted.sort(Comparator.comparing(proposal -> StubTree.text(proposal, "type"))); // as recorded
    for (Map<String, @Nullable Object> proposal : sorted) {
      Map<String, @Nullable Object> row = StubTree.without(proposal, "event_org_id", "email");
      Map<String, @Nullable Object> org =
          StubTree.pick(
              world.organisation(StubTree.text(proposal, "org_id")), "name", "uuid", "id");
      row.put("org_uuid", org.get("uuid"));
      row.put("event_uuid", event.uuid());
      if (!StubTree.text(proposal, "old_id").equals("0")) row.put("old_uuid", proposal.get("uuid"));
      row.put("Org", org);
      rows.add(StubTree.of("ShadowAttribute", row));
    }
    return StubAnswer.of(rows);
  }

  private Optional<StubEvent> withProposal(String id) {
    return world.events().stream()
        .filter(event -> event.proposals().stream().anyMatch(p -> id.equals(p.get("id"))))
        .findFirst();
  }

  private static Map<String, @Nullable Object> proposal(StubEvent event, String id) {
    return event.proposals().stream()
        .filter(proposal -> id.equals(proposal.get("id")))
        .findFirst()
        .orElseThrow();
  }

  private StubAnswer view(StubRequest request) {
    StubEvent event =
        withProposal(request.argument(0))
            .orElseThrow(() -> new StubRefusal(404, "Invalid proposal."));
    return StubAnswer.of(
        StubTree.of(
            "ShadowAttribute",
            StubTree.without(
                proposal(event, request.argument(0)),
                "deleted",
                "disable_correlation",
                "proposal_to_delete",
                "event_org_id",
                "email",
                "timestamp")));
  }

  private StubAnswer accept(StubRequest request) {
    String id = request.argument(0);
    StubEvent event =
        withProposal(id)
            .filter(request.user()::owns)
            .orElseThrow(() -> new StubRefusal(405, NOT_YOURS));
    Map<String, @Nullable Object> proposal = proposal(event, id);
    Map<String, @Nullable Object> wanted =
        StubTree.pick(proposal, "type", "category", "comment", "to_ids", "uuid", "value");
    Optional<StubAttribute> original = event.attribute(StubTree.text(proposal, "old_id"));
    if (original.isEmpty()) writes.addAttribute(event, wanted, "0");
    else if (Loose.truthy(proposal.get("proposal_to_delete")))
      writes.change(event, original.get(), StubTree.of("deleted", true));
    else writes.change(event, original.get(), wanted);
    event.proposals().remove(proposal);
    writes.touch(event);
    writes.tellOf(request.user(), event);
    return settled("Proposal accepted.", "/shadow_attributes/accept/" + id);
  }

  private StubAnswer discard(StubRequest request) {
    String id = request.argument(0);
    StubEvent event = withProposal(id).orElseThrow(StubRefusal::internalError);
    Map<String, @Nullable Object> proposal = proposal(event, id);
    boolean own = request.user().orgId().equals(proposal.get("org_id"));
    if (!own && !request.user().owns(event))
      throw new StubRefusal(405, NOT_YOURS.replace("accept", "discard"));
    event.proposals().remove(proposal);
    return settled("Proposal discarded.", "/shadow_attributes/discard/" + id);
  }

  private StubAnswer settled(String message, String path) {
    return StubAnswer.of(StubTree.of("name", message, "message", message, "url", base + path));
  }
}
