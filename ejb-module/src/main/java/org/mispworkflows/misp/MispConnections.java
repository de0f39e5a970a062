package org.mispworkflows.misp;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.outbound.HttpGateway;
import org.mispworkflows.security.Vault;
import org.mispworkflows.spi.Catalogue;
import org.mispworkflows.spi.Diagnosis;
import org.mispworkflows.spi.MispConnection;
import org.mispworkflows.spi.MispException;

/** The connections to the MISP instances, for runs and for pick-lists. */
@ApplicationScoped
public class MispConnections {

  private static final Map<String, String> NEEDED =
      Map.of(
          "perm_site_admin", "see all users, event blocklists and other organisations' events",
          "perm_modify", "change events",
          "perm_tagger", "attach tags",
          "perm_tag_editor", "create tags that MISP doesn't know yet",
          "perm_publish", "publish events",
          "perm_sighting", "add sightings",
          "perm_warninglist", "change warninglists",
          "perm_analyst_data", "add analyst data");

  @Inject private MispInstances instances;
  @Inject private HttpGateway http;
  @Inject private Vault vault;

  @Resource private ManagedExecutorService background;

  private final Map<Long, Open> open = new ConcurrentHashMap<>();

  /** An instance as it was when it was last changed. */
  private record Open(long version, MispRest rest, MispCatalogue catalogue) {}

  /**
   * The connection of a run.
   *
   * @param instance null: none
   * @param dry whether changes are refused
   * @throws MispException when the instance is gone, switched off, or its key can't be read
   */
  public MispConnection connection(@Nullable Long instance, boolean dry) {
    if (instance == null) return MispConnection.NONE;
    Optional<MispInstance> found = instances.find(instance);
    if (found.isEmpty()) {
      open.remove(instance); // with its lists
      throw new MispException("The MISP instance of the run was deleted meanwhile.");
    }
    if (!found.get().isEnabled()) {
      throw new MispException("The MISP instance `" + found.get().getName() + "` is switched off.");
    }
    Open ready = open(found.get());
    return new MispClient(ready.rest(), ready.catalogue(), dry);
  }

  private Open open(MispInstance instance) {
    return open.compute(
        instance.getId(),
        (id, old) ->
            old != null && old.version() == instance.getVersion() ? old : opened(instance));
  }

  private Open opened(MispInstance instance) {
    String key;
    try {
      key = vault.open(instance.getSealedKey());
    } catch (IllegalStateException e) {
      throw new MispException(
          "The key of the MISP instance `"
              + instance.getName()
              + "` can't be read: "
              + e.getMessage(),
          e);
    }
    MispRest rest =
        new MispRest(http, instance.getName(), instance.getDetails().url(), key, instance.peer());
    return new Open(instance.getVersion(), rest, new MispCatalogue(rest, background));
  }

  /**
   * Searches a list of an instance.
   *
   * @param page from 1
   * @throws MispException when MISP can't be asked
   */
  public Found search(MispInstance instance, Catalogue list, String query, int page, int size) {
    return open(instance).catalogue().search(list, query, page, size);
  }

  /**
   * The choices of stored values, in their order; one that the instance doesn't have is kept as it
   * is.
   *
   * @throws MispException when MISP can't be asked
   */
  public List<Choice> labels(MispInstance instance, Catalogue list, List<String> values) {
    return open(instance).catalogue().labels(list, values);
  }

  /**
   * What a test of an instance showed.
   *
   * @param version of MISP
   * @param user whose key it is
   * @param role of that user
   * @param missing what the user may not do that modules need
   */
  public record Tested(String version, String user, String role, List<String> missing) {}

  /**
   * Tries an instance.
   *
   * @throws MispException when it can't be used; the message says why
   */
  public Tested test(MispInstance instance) {
    MispRest rest = opened(instance).rest();
    Map<String, @Nullable Object> version = Answers.map(rest.get("/servers/getVersion.json"));
    Map<String, @Nullable Object> me = Answers.map(rest.get("/users/view/me.json"));
    Map<String, @Nullable Object> role = Answers.map(me.get("Role"));
    String email = Answers.text(Answers.map(me.get("User")).get("email"));
    if (email.isEmpty()) {
      throw new MispException(
          "What answers at " + rest.url() + " knows the key, but doesn't answer like MISP.");
    }
    List<String> missing = new ArrayList<>();
    NEEDED.forEach(
        (permission, what) -> {
          if (!Answers.flag(role.get(permission))) missing.add(what);
        });
    return new Tested(
        Answers.text(version.get("version")), email, Answers.text(role.get("name")), missing);
  }

  /** What modules that work with MISP should know. */
  public List<Diagnosis> diagnose() {
    List<MispInstance> all = instances.all();
    List<Diagnosis> diagnoses = new ArrayList<>();
    if (all.stream().noneMatch(MispInstance::isEnabled)) {
      diagnoses.add(
          Diagnosis.warning(
              "No MISP instance is set up: what modules change in MISP is changed in the data of the run only, and those that MISP must answer fail. POST /api/v1/instances adds one."));
    } else if (instances.standard().isEmpty()) {
      diagnoses.add(
          Diagnosis.warning(
              "None of the MISP instances is the default: only runs that name one reach MISP."));
    }
    for (MispInstance instance : all) {
      URI url = URI.create(instance.getDetails().url());
      if (instance.isEnabled() && http.isLeftAlone(url)) {
        diagnoses.add(
            Diagnosis.error(
                "The MISP instance `"
                    + instance.getName()
                    + "` failed again and again and is left alone for a while."));
      }
    }
    return diagnoses;
  }
}
