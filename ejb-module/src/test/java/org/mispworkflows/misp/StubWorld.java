package org.mispworkflows.misp;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All that the stub knows. One request at a time works on it. */
final class StubWorld {

  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final List<StubEvent> events = new ArrayList<>();
  private final StubCatalogue tags = new StubCatalogue(this);
  private final List<Map<String, @Nullable Object>> organisations = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> sharingGroups = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> users = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> roles = new ArrayList<>();
  private final List<StubGalaxy> galaxies = new ArrayList<>();
  private final List<StubWarninglist> warninglists = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> blocklist = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> analystData = new ArrayList<>();
  private final List<Map<String, @Nullable Object>> logs = new ArrayList<>();
  private final StubTypes types = new StubTypes();
  private final StubDecay decay = new StubDecay();
  private final StubModules modules = new StubModules();

  private final Map<String, Long> nextIds = new HashMap<>();
  private final List<StubChange> changes = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private final Set<String> blockedTriggers = new HashSet<>();
  private boolean backgroundJobs = true;
  private Duration ahead = Duration.ZERO;

  List<StubEvent> events() {
    return events;
  }

  StubCatalogue tags() {
    return tags;
  }

  List<Map<String, @Nullable Object>> organisations() {
    return organisations;
  }

  /** Sharing groups as their page shows them. */
  List<Map<String, @Nullable Object>> sharingGroups() {
    return sharingGroups;
  }

  /** The columns of the users. */
  List<Map<String, @Nullable Object>> users() {
    return users;
  }

  List<Map<String, @Nullable Object>> roles() {
    return roles;
  }

  List<StubGalaxy> galaxies() {
    return galaxies;
  }

  List<StubWarninglist> warninglists() {
    return warninglists;
  }

  List<Map<String, @Nullable Object>> blocklist() {
    return blocklist;
  }

  /** Notes, opinions and relationships, each with its {@code type}. */
  List<Map<String, @Nullable Object>> analystData() {
    return analystData;
  }

  List<Map<String, @Nullable Object>> logs() {
    return logs;
  }

  StubTypes types() {
    return types;
  }

  StubDecay decay() {
    return decay;
  }

  StubModules modules() {
    return modules;
  }

  /** The next id of a kind of record. */
  String nextId(String kind) {
    return Long.toString(nextIds.merge(kind, 1L, Long::sum));
  }

  /** What the next id of a kind of record shall be. */
  void nextId(String kind, long id) {
    nextIds.put(kind, id - 1);
  }

  static String newUuid() {
    return java.util.UUID.randomUUID().toString();
  }

  static boolean isUuid(String text) {
    return UUID.matcher(text).matches();
  }

  /** Sets the clock; it goes on from there. */
  void at(Instant now) {
    ahead = Duration.between(Instant.now(), now);
  }

  Instant now() {
    return Instant.now().plus(ahead);
  }

  /** Now, as MISP's timestamps say it. */
  String timestamp() {
    return Long.toString(now().getEpochSecond());
  }

  /** Now, as MISP's dates say it. */
  String dateTime() {
    return DATE_TIME.format(now());
  }

  /** Triggers whose workflows say no. */
  Set<String> blockedTriggers() {
    return blockedTriggers;
  }

  /** Whether publishing is left to a job that nobody waits for. */
  boolean hasBackgroundJobs() {
    return backgroundJobs;
  }

  void backgroundJobs(boolean on) {
    backgroundJobs = on;
  }

  /** Tells of a change once the request is done. */
  void changed(
      StubChange.Kind kind, StubEvent event, String uuid, Map<String, @Nullable Object> data) {
    changes.add(new StubChange(kind, event.uuid(), uuid, data));
  }

  /** Takes the changes since the last time. */
  List<StubChange> takeChanges() {
    List<StubChange> taken = List.copyOf(changes);
    changes.clear();
    return taken;
  }

  /** Remembers a request that no MISP would have understood as it was meant. */
  void complain(String complaint) {
    complaints.add(complaint);
  }

  /** Takes the complaints since the last time. */
  List<String> takeComplaints() {
    List<String> taken = List.copyOf(complaints);
    complaints.clear();
    return taken;
  }

  /** The user of an id. */
  Optional<StubUser> user(String id) {
    return users.stream()
        .filter(user -> StubTree.text(user, "id").equals(id))
        .findFirst()
        .map(
            user ->
                new StubUser(
                    user,
                    role(StubTree.text(user, "role_id")),
                    organisation(StubTree.text(user, "org_id"))));
  }

  Map<String, @Nullable Object> role(String id) {
    return byId(roles, id);
  }

  Map<String, @Nullable Object> organisation(String id) {
    return byId(organisations, id);
  }

  private static Map<String, @Nullable Object> byId(
      List<Map<String, @Nullable Object>> records, String id) {
    return records.stream()
        .filter(record -> StubTree.text(record, "id").equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no record " + id));
  }

  /** The event, by id or UUID, if the user may see it. */
  Optional<StubEvent> event(StubUser user, String idOrUuid) {
    return events.stream()
        .filter(e -> e.id().equals(idOrUuid) || e.uuid().equals(idOrUuid))
        .filter(e -> user.owns(e) || "123".contains(e.text("distribution")))
        .findFirst();
  }

  /** The event that an attribute is in, by its id or UUID, if the user may see both. */
  Optional<StubEvent> eventOfAttribute(StubUser user, String idOrUuid) {
    return events.stream()
        .filter(event -> event(user, event.id()).isPresent())
        .filter(event -> event.attribute(idOrUuid).filter(a -> sees(user, event, a)).isPresent())
        .findFirst();
  }

  /** Whether a user who sees the event sees the attribute, too. */
  boolean sees(StubUser user, StubEvent event, StubAttribute attribute) {
    return user.owns(event) || "1235".contains(attribute.text("distribution"));
  }
}
