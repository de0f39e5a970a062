package org.mispworkflows.misp;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.misp.StubEventViews.Shown;

/**
 * A MISP 2.5.1 to test against: it answers as a real one was recorded to, keeps what it is told,
 * and fails on demand. It starts with nine events, of which {@link #EVENT} (9) is the one to work
 * on. What it can't understand is complained of by {@link #verify} and {@link #close}.
 */
public final class StubMisp implements AutoCloseable {

  /** The key of admin@admin.test, who may do everything; of the host organisation ORGNAME. */
  public static final String SITE_ADMIN = StubAccess.key("1");

  /** The key of orgadmin@bank.test, who administers another organisation. */
  public static final String ORG_ADMIN = StubAccess.key("5");

  /** The key of analyst@isac.test, a plain user of a third organisation. */
  public static final String USER = StubAccess.key("4");

  /** The UUID of event 9: 20 attributes, 3 objects, unpublished, made by ORGNAME. */
  public static final String EVENT = "ce1830f0-97e9-40db-8045-3a1b2f2cd279";

  /** The UUID of attribute 4100 of event 9: ip-dst 185.194.93.14, tagged tlp:red. */
  public static final String ATTRIBUTE = "c9609cc6-baf5-48c4-88bc-580427e77ef6";

  /** When event 9 had just been made. */
  private static final Instant THEN = Instant.ofEpochSecond(1_795_486_832L);

  private final StubWorld world = new StubWorld();
  private final StubReception reception = new StubReception(world);
  private final StubEventViews eventViews;
  private final StubServer server;

  /**
   * A tag on an event or attribute.
   *
   * @param name of the tag
   * @param local whether it stays on this MISP
   * @param relationship to the tag; empty: none
   */
  public record Tagging(String name, boolean local, String relationship) {}

  private StubMisp(Consumer<StubWorld> seed) throws IOException {
    seed.accept(world);
    world.at(THEN);
    server = new StubServer(reception::answer);
    eventViews = reception.open(server.base());
  }

  /** On a free port of this machine. */
  public static StubMisp start() throws IOException {
    return new StubMisp(StubSeed::late);
  }

  /** As it was before the first recording, with three small events. */
  static StubMisp startEarly() throws IOException {
    return new StubMisp(StubSeed::early);
  }

  /** What it knows; only to be touched while nothing is asked. */
  StubWorld world() {
    return world;
  }

  /** Where it is, without a slash at the end. */
  public String url() {
    return server.base();
  }

  /**
   * The requests so far, dropped and hanging ones too: {@code POST /tags/index
   * {"searchall":"tlp"}}.
   */
  public List<String> requests() {
    return server.requests();
  }

  /** Throws if there were requests that the stub or no MISP understands, and forgets them. */
  public void verify() {
    List<String> complaints;
    synchronized (world) {
      complaints = world.takeComplaints();
    }
    if (!complaints.isEmpty())
      throw new AssertionError("MISP was asked oddly:\n  " + String.join("\n  ", complaints));
  }

  /** Stops, and {@link #verify verifies}. */
  @Override
  public void close() {
    server.stop();
    verify();
  }

  /** Calls the listener after each change, before the request that caused it is answered. */
  public StubMisp onChange(Consumer<StubChange> listener) {
    reception.tell(listener);
    return this;
  }

  /**
   * Answers the next request with this instead of working on it; several wait in a queue.
   *
   * @param headers beside the type, such as Retry-After
   */
  public void answerNext(int status, String body, Map<String, String> headers) {
    server.answerNext(new StubAnswer(status, body, headers));
  }

  /** Lets the next request wait before it is worked on; stopping cuts it off. */
  public void hang(Duration wait) {
    server.delayNext(wait);
  }

  /** Lets every request wait from now on. */
  public void slow(Duration wait) {
    server.delayAll(wait);
  }

  /** Closes the connections of the next requests without an answer. */
  public void dropConnections(int requests) {
    server.drop(requests);
  }

  /** Stops listening. */
  public void down() {
    server.stop();
  }

  /** Listens again, on the same port and with all that it knew. */
  public void up() throws IOException {
    server.restart();
  }

  /** Adds tags to the catalogue: {@code catalogue:number="00001"} and so on. */
  public StubMisp withTags(int count) {
    synchronized (world) {
      for (int i = 1; i <= count; i++)
        world.tags().create(String.format("catalogue:number=\"%05d\"", i));
    }
    return this;
  }

  /** Sets its clock, which goes on from there. */
  public StubMisp at(Instant now) {
    synchronized (world) {
      world.at(now);
    }
    return this;
  }

  /**
   * Lets the workflow of a trigger say no: event-before-save, event-publish,
   * enrichment-before-query, shadow-attribute-before-save or user-before-save.
   */
  public StubMisp block(String trigger) {
    synchronized (world) {
      world.blockedTriggers().add(trigger);
    }
    return this;
  }

  /** Publishes while the caller waits, who then hears of a workflow that says no. */
  public StubMisp withoutBackgroundJobs() {
    synchronized (world) {
      world.backgroundJobs(false);
    }
    return this;
  }

  /** Gives an attribute a score under decaying model 1 or 2. */
  public StubMisp score(String attributeUuid, String model, double score) {
    synchronized (world) {
      world.decay().score(attributeUuid, model, score);
    }
    return this;
  }

  /**
   * Adds an enrichment module.
   *
   * @param types the attribute types that it takes
   * @param results attribute → a list of {@code {types, values}}, or {@code {Attribute, Object}}
   */
  public StubMisp enriching(
      String module,
      List<String> types,
      Function<Map<String, @Nullable Object>, @Nullable Object> results) {
    synchronized (world) {
      world.modules().give(module, types, results);
    }
    return this;
  }

  /** The event with everything in it, by id or UUID, as a site admin sees it. */
  public Map<String, @Nullable Object> event(String idOrUuid) {
    synchronized (world) {
      StubUser admin = reception.siteAdmin();
      StubEvent event = world.event(admin, idOrUuid).orElseThrow();
      Object whole = eventViews.event(admin, event, Shown.VIEW).get("Event");
      return StubTree.map(StubTree.copy(whole));
    }
  }

  /** The columns of an attribute, by id or UUID. */
  public Map<String, @Nullable Object> attribute(String idOrUuid) {
    synchronized (world) {
      return StubTree.map(StubTree.copy(attributeOf(idOrUuid).fields()));
    }
  }

  private StubAttribute attributeOf(String idOrUuid) {
    return world.events().stream()
        .flatMap(event -> event.attribute(idOrUuid).stream())
        .findFirst()
        .orElseThrow();
  }

  /** The tags of an event or attribute, by UUID, in the order in which they came. */
  public List<Tagging> tags(String uuid) {
    synchronized (world) {
      StubTagged element =
          world.events().stream()
              .filter(event -> event.uuid().equals(uuid))
              .map(StubTagged.class::cast)
              .findFirst()
              .orElseGet(() -> attributeOf(uuid));
      List<Tagging> taggings = new ArrayList<>();
      for (StubTagged.Link link : element.tags())
        taggings.add(
            new Tagging(
                StubTree.text(world.tags().byId(link.tagId()).orElseThrow(), "name"),
                link.local(),
                link.relationship()));
      return taggings;
    }
  }

  /** The entries of a warninglist, by id. */
  public List<String> warninglist(String id) {
    synchronized (world) {
      return world.warninglists().stream()
          .filter(list -> list.id().equals(id))
          .findFirst()
          .orElseThrow()
          .values();
    }
  }

  /** The blocked events: {@code {event_uuid, event_info, comment, event_orgc, …}}. */
  public List<Map<String, @Nullable Object>> blocklist() {
    synchronized (world) {
      return StubTree.maps(StubTree.copy(world.blocklist()));
    }
  }

  /** The notes, opinions and relationships: {@code {note_type_name, object_uuid, note, …}}. */
  public List<Map<String, @Nullable Object>> analystData() {
    synchronized (world) {
      return StubTree.maps(StubTree.copy(world.analystData()));
    }
  }

  /** The sightings of an event, by its id or UUID. */
  public List<Map<String, @Nullable Object>> sightings(String event) {
    synchronized (world) {
      StubUser admin = reception.siteAdmin();
      return StubTree.maps(StubTree.copy(world.event(admin, event).orElseThrow().sightings()));
    }
  }
}
