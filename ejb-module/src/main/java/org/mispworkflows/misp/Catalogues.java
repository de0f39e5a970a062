package org.mispworkflows.misp;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.security.Accounts;
import org.mispworkflows.spi.Catalogue;
import org.mispworkflows.spi.MispException;

/** The lists that parameters pick from, whoever has them. They are searched, never handed out. */
@ApplicationScoped
public class Catalogues {

  /** A group of recipients: whoever can log in. */
  public static final String ALL_ACCOUNTS = "All accounts";

  /** A group of recipients: whoever administers MISP, or without one this server. */
  public static final String ALL_ADMINS = "All admins";

  /** After this time it is worth to ask again for a list that couldn't be loaded. */
  public static final Duration PAUSE = Choices.PAUSE;

  private static final Duration MODULES_ARE_FRESH = Duration.ofMinutes(1);

  @Inject private MispConnections connections;
  @Inject private MispModules service;
  @Inject private Accounts accounts;

  @Resource private ManagedExecutorService background;

  private @Nullable Choices modules;

  @PostConstruct
  void open() {
    modules =
        new Choices(
            "modules of the misp-modules service",
            this::enrichmentModules,
            background,
            MODULES_ARE_FRESH,
            InstantSource.system());
  }

  /** Whether a list is there only with a MISP instance. */
  public static boolean needsMisp(Catalogue list) {
    return list != Catalogue.MODULES && list != Catalogue.USERS;
  }

  /**
   * Searches a list.
   *
   * @param instance whose list; null for a list that needs none, users are then this server's
   * @param query words that must be there; empty: all
   * @param page from 1
   * @throws MispException when who has the list can't be asked, and never could
   */
  public Found search(
      Catalogue list, @Nullable MispInstance instance, String query, int page, int size) {
    if (list == Catalogue.MODULES) {
      Choices all = modules();
      return Found.in(all.all(), query, page, size).but(all.doubt());
    }
    if (instance == null) return Found.in(ofThisServer(list), query, page, size);
    try {
      return connections.search(instance, list, query, page, size);
    } catch (MispException e) {
      if (list != Catalogue.USERS) throw e;
      return Found.in(recipients(List.of()), query, page, size)
          .but("Users are not known: " + e.getMessage());
    }
  }

  /**
   * The choices of stored values, in their order; one that nobody has is kept as it is.
   *
   * @param instance as for a search
   * @throws MispException when who has the list can't be asked, and never could
   */
  public List<Choice> labels(Catalogue list, @Nullable MispInstance instance, List<String> values) {
    if (list == Catalogue.MODULES) return Choice.of(values, modules().all());
    if (instance == null) return Choice.of(values, ofThisServer(list));
    return connections.labels(instance, list, values);
  }

  private Choices modules() {
    if (modules == null) throw new IllegalStateException("the catalogues are not open");
    return modules;
  }

  private List<Choice> ofThisServer(Catalogue list) {
    if (list != Catalogue.USERS) throw new IllegalArgumentException(list + " needs an instance");
    return recipients(accounts.emails());
  }

  private List<Choice> enrichmentModules() {
    return service.modules().stream()
        .filter(m -> m.kinds().contains("expansion") || m.kinds().contains("hover"))
        .map(m -> Choice.of(m.name(), m.name(), Answers.text(m.meta().get("description"))))
        .sorted(Comparator.comparing(Choice::label, String.CASE_INSENSITIVE_ORDER))
        .toList();
  }

  /** The groups, then the addresses. */
  static List<Choice> recipients(List<String> addresses) {
    List<Choice> all = new ArrayList<>();
    all.add(Choice.of(ALL_ACCOUNTS, ALL_ACCOUNTS, "a group: all users who are not disabled"));
    all.add(Choice.of(ALL_ADMINS, ALL_ADMINS, "a group: all admins who are not disabled"));
    Stream<String> known = addresses.stream().filter(address -> !address.isBlank()).distinct();
    known.sorted(String.CASE_INSENSITIVE_ORDER).map(Choice::of).forEach(all::add);
    return all;
  }
}
