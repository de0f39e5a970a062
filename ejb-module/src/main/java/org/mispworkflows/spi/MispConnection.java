package org.mispworkflows.spi;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The MISP instance that a run belongs to. Records come in MISP's own form: {@code {"Event": {…},
 * "Orgc": {…}}}. Each look-up gives a tree of its own, which the caller may change.
 *
 * <p>What can't be done, since MISP says no or isn't there, throws a {@link MispException}; so does
 * every change without a connection. A module that changes something asks {@link #connected()}
 * first, changes the roaming data in any case, and says in its record when that was all.
 */
public interface MispConnection {

  /** No instance is connected: every look-up finds nothing. */
  MispConnection NONE = new NoMisp();

  /** Whether there is an instance to talk to. */
  boolean connected();

  /** The event without its attributes, by id or UUID. */
  Optional<Map<String, @Nullable Object>> event(String id);

  /** The event with everything in it, by id or UUID. */
  Optional<Map<String, @Nullable Object>> fullEvent(String id);

  /** The attribute with its event, by id or UUID. */
  Optional<Map<String, @Nullable Object>> attribute(String id);

  /** The object, by id or UUID. */
  Optional<Map<String, @Nullable Object>> object(String id);

  /** The thread of a discussion, by id. */
  Optional<Map<String, @Nullable Object>> thread(String id);

  /** All users whom the connection may see. */
  List<MispUser> users();

  /**
   * The tag of a galaxy's cluster, such as {@code misp-galaxy:country="france"}.
   *
   * @param galaxy its type: country
   * @param value of the cluster, compared without regard to case
   */
  Optional<String> clusterTag(String galaxy, String value);

  /**
   * How an attribute scores under decaying models: MISP's {@code decay_score} list.
   *
   * @param models ids; empty: all
   */
  Optional<Object> decayScores(MispElement attribute, List<String> models);

  /**
   * The warninglists that attributes are on.
   *
   * @param attributes as in the payload
   * @return for each of them, in order, MISP's entries: {@code {match, value, warninglist_id,
   *     warninglist_name, warninglist_category}}
   */
  List<List<Map<String, @Nullable Object>>> warnings(
      List<Map<String, @Nullable Object>> attributes);

  /**
   * Attaches tags; those that are there already stay as they are.
   *
   * @param relationship between the element and the tags; empty: none
   */
  void attachTags(MispElement element, List<String> tags, boolean local, String relationship);

  /** Detaches tags; those that aren't there are no error. */
  void detachTags(MispElement element, List<String> tags, Locality locality);

  /**
   * Saves attributes of one event. Each map gets the timestamp that MISP gives.
   *
   * @param attributes as they shall be, whole
   * @param fields which of their keys have changed
   * @return index → what MISP said of an attribute that it refused
   */
  Map<Integer, String> saveAttributes(
      MispElement event, List<Map<String, @Nullable Object>> attributes, Set<String> fields);

  /**
   * Saves fields of an event itself. As with every edit, MISP gives the event a new timestamp and
   * unpublishes it, unless {@code timestamp} and {@code published} are among the fields: then these
   * two shall stay as given, where MISP can do that.
   *
   * @return whether they did
   */
  boolean saveEvent(MispElement event, Map<String, @Nullable Object> fields);

  /**
   * Publishes an event. MISP does so in the background.
   *
   * @return whether the event was seen published
   */
  boolean publish(MispElement event);

  /**
   * Lets MISP enrich an event with modules of its own.
   *
   * @param attributeUuids only these attributes; empty: all
   */
  void enrich(MispElement event, List<String> modules, List<String> attributeUuids);

  /** Keeps an event out: {@code {event_uuid, event_info, event_orgc, comment}}. */
  void blockEvent(Map<String, @Nullable Object> entry);

  /**
   * Adds entries to a warninglist; those that are on it stay.
   *
   * @param list its id
   */
  void addToWarninglist(String list, Collection<String> values);

  /** Accepts a proposal, by id. */
  void acceptProposal(String id);

  /** Discards a proposal, by id. */
  void discardProposal(String id);

  /**
   * Says that attributes were seen.
   *
   * @param attributes by UUID or id
   * @param type {@code 0} a sighting, {@code 1} a false positive, {@code 2} an expiration
   * @param source who or what saw it; empty: nobody in particular
   * @return index → what MISP said of an attribute that it refused
   */
  Map<Integer, String> addSightings(List<MispElement> attributes, String type, String source);

  /**
   * Adds a note, an opinion or a relationship to something.
   *
   * @param type Note, Opinion or Relationship
   * @param objectType Attribute, Event, EventReport, GalaxyCluster or Object
   * @param objectUuid of what it is about
   * @param fields MISP's: {@code {distribution, note, language, …}}
   */
  void addAnalystData(
      String type, String objectType, String objectUuid, Map<String, @Nullable Object> fields);
}
