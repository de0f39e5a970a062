package org.mispworkflows.misp;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.mispworkflows.data.Json;
import org.mispworkflows.misp.StubServer.Received;

/**
 * Takes requests in: checks them, finds out who asks, lets one action at a time answer, and tells
 * what has changed.
 */
final class StubReception {

  private final StubWorld world;
  private final StubRoutes routes = new StubRoutes();
  private final StubAccess access;
  private final List<Consumer<StubChange>> listeners = new CopyOnWriteArrayList<>();

  StubReception(StubWorld world) {
    this.world = world;
    access = new StubAccess(world);
  }

  /** Opens all actions of a MISP at an address. */
  StubEventViews open(String base) {
    StubAttributeViews attributeViews = new StubAttributeViews(world);
    StubEventViews eventViews = new StubEventViews(world, attributeViews);
    StubWrites writes = new StubWrites(world, eventViews);
    new StubEvents(world, eventViews, writes).register(routes);
    new StubEventEdits(world, eventViews, writes).register(routes);
    new StubAttributes(world, attributeViews, writes).register(routes);
    new StubBulkEdits(world, writes).register(routes);
    new StubObjects(world, attributeViews, writes).register(routes);
    new StubTags(world, writes).register(routes);
    new StubOldTags(world, writes).register(routes);
    new StubTagIndex(world).register(routes);
    new StubLists(world, StubSeed.version()).register(routes);
    new StubUsers(world).register(routes);
    new StubGalaxies(world).register(routes);
    new StubWarninglists(world).register(routes);
    new StubBlocklists(world).register(routes);
    new StubProposals(world, writes, base).register(routes);
    new StubSightings(world).register(routes);
    new StubAnalystData(world).register(routes);
    new StubEnrichment(world).register(routes);
    return eventViews;
  }

  /** Tells a listener of changes from now on. */
  void tell(Consumer<StubChange> listener) {
    listeners.add(listener);
  }

  /** The first user. */
  StubUser siteAdmin() {
    return access.user(StubMisp.SITE_ADMIN);
  }

  StubAnswer answer(Received received) {
    List<StubChange> changes;
    StubAnswer answer;
    synchronized (world) {
      answer = answerAlone(received);
      changes = world.takeChanges();
    }
    for (StubChange change : changes) listeners.forEach(listener -> tell(listener, change));
    return answer;
  }

  private StubAnswer answerAlone(Received received) {
    checkHeaders(received);
    if (received.url().contains("?"))
      world.complain("MISP reads no query: " + received.url() + ", but /name:value in the path");
    try {
      StubUser user = access.user(received.headers().get("Authorization"));
      Object body = received.body().isBlank() ? null : Json.parse(received.body());
      return routes.answer(world, StubRequest.of(received.method(), received.url(), body, user));
    } catch (StubRefusal refusal) {
      return StubAnswer.refused(refusal, received.url());
    } catch (Json.MalformedJsonException e) {
      world.complain(received.url() + " was sent something else than JSON: " + e.getMessage());
      return StubAnswer.error(405, "Invalid JSON input.", received.url());
    } catch (RuntimeException e) {
      world.complain(received.url() + " broke the stub: " + e + " at " + e.getStackTrace()[0]);
      return StubAnswer.refused(StubRefusal.internalError(), received.url());
    }
  }

  private void checkHeaders(Received received) {
    String line = received.method() + " " + received.url();
    if (!isJson(received, "Accept")) world.complain(line + " doesn't accept application/json");
    if (!received.body().isBlank() && !isJson(received, "Content-Type"))
      world.complain(line + " has a body, but not the Content-Type application/json");
  }

  private static boolean isJson(Received received, String header) {
    return received.headers().getOrDefault(header, "").startsWith("application/json");
  }

  private void tell(Consumer<StubChange> listener, StubChange change) {
    try {
      listener.accept(change);
    } catch (RuntimeException | AssertionError e) {
      synchronized (world) {
        world.complain("who listens to " + change.kind() + " failed: " + e);
      }
    }
  }
}
