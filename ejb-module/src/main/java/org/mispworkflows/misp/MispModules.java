package org.mispworkflows.misp;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.config.MispModulesSettings;
import org.mispworkflows.config.Setting;
import org.mispworkflows.config.Settings;
import org.mispworkflows.misp.ModuleAnswer.Kind;
import org.mispworkflows.outbound.HttpGateway;
import org.mispworkflows.spi.Diagnosis;
import org.mispworkflows.spi.MispException;

/**
 * The misp-modules service: enrichment modules and action modules, called over HTTP. Its list of
 * modules is kept in memory; what its modules are asked is limited, and results of look-ups are
 * given again.
 */
@ApplicationScoped
public class MispModules {

  private static final Duration FIRST_LIST_WAIT = Duration.ofSeconds(2);
  private static final Duration PAGE_WAIT = Duration.ofMillis(500);

  @Inject private Settings settings;
  @Inject private HttpGateway http;
  @Resource private ManagedExecutorService background;

  private @Nullable Opened opened;

  /** What a service needs that there is. */
  private record Opened(
      ModuleProtocol service, ModuleList list, KeptResults results, HourlyQuota quota) {}

  @PostConstruct
  void open() {
    String url = settings.get(Settings.MISP_MODULES_URL);
    if (url.equals(Settings.OFF)) return;
    ModuleProtocol service = new ModuleProtocol(http, settings, url);
    InstantSource clock = InstantSource.system();
    opened =
        new Opened(
            service,
            new ModuleList(service::list, background, settings.get(MispModulesSettings.LIST_TIME)),
            new KeptResults(settings.get(MispModulesSettings.CACHE_ENTRIES), clock),
            new HourlyQuota(clock));
  }

  @PreDestroy
  void close() {
    if (opened != null) opened.list().close();
  }

  private Opened opened() {
    if (opened != null) return opened;
    throw new MispException(
        "No misp-modules service is configured; set "
            + Settings.MISP_MODULES_URL.fullKey()
            + " to its address.");
  }

  /**
   * All modules that the service offers, from memory: the same list until it changes. While the
   * service is away, those that it offered last.
   *
   * @throws MispException when they were never known; the message says why
   */
  public List<MispModule> modules() {
    ModuleList.State known = opened().list().known(FIRST_LIST_WAIT);
    if (known.known()) return known.modules();
    throw new MispException(
        known.trouble().isEmpty()
            ? opened().service().name() + " hasn't told its modules yet."
            : known.trouble());
  }

  /** How the service is; asks it when that isn't known for long, and waits for a moment. */
  public ModuleServiceState state() {
    if (opened == null) return ModuleServiceState.NONE;
    return state(opened, opened.list().newest(PAGE_WAIT));
  }

  private static ModuleServiceState state(Opened opened, ModuleList.State known) {
    return new ModuleServiceState(
        true,
        known.modules().size(),
        known.asked(),
        known.downSince(),
        known.trouble(),
        opened.service().isLeftAlone());
  }

  /** What keeps modules that need the service from working; empty: nothing does. */
  public List<Diagnosis> diagnose() {
    if (opened == null) {
      return List.of(
          Diagnosis.error(
              "No misp-modules service is configured: set "
                  + Settings.MISP_MODULES_URL.fullKey()
                  + " to its address to use this module."));
    }
    ModuleServiceState state = state(opened, opened.list().known(FIRST_LIST_WAIT));
    String alone =
        state.leftAlone() ? " It failed again and again and is left alone for a while." : "";
    if (state.isDown()) {
      return List.of(
          Diagnosis.error("Since " + state.downSince() + ": " + state.trouble() + alone));
    }
    if (alone.isEmpty()) return List.of();
    return List.of(
        Diagnosis.warning(
            opened.service().name() + " may be away: nodes that need it fail at once." + alone));
  }

  /**
   * Asks a module. A look-up whose results are known is answered with them.
   *
   * @return whatever came of it, also when the service is away
   * @throws MispException when there is to be no service
   */
  public ModuleAnswer ask(ModuleQuestion question) {
    Opened ready = opened();
    String module = question.module().name();
    Duration keep =
        question.isLookUp()
            ? settings.ofModule(module, MispModulesSettings.CACHE_TIME)
            : Duration.ZERO;
    String known = keep.isZero() ? null : ready.results().find(question.key());
    if (known != null) return ModuleAnswer.of(200, known).again();
    int allowed = settings.ofModule(module, MispModulesSettings.QUOTA);
    Optional<Instant> nextHour = ready.quota().take(module, allowed);
    if (nextHour.isPresent()) return usedUp(module, allowed, nextHour.get());
    ModuleAnswer answer = ready.service().query(question);
    boolean unasked = answer.kind() == Kind.UNREACHABLE || answer.kind() == Kind.BUSY;
    if (unasked) ready.quota().giveBack(module);
    if (!answer.kind().isServiceTrouble()) ready.list().heard(true);
    if (answer.kind() == Kind.UNREACHABLE) ready.list().heard(false);
    if (answer.kind() == Kind.RESULTS && !keep.isZero())
      ready.results().keep(question.key(), answer.text(), keep);
    return answer;
  }

  private static ModuleAnswer usedUp(String module, int allowed, Instant nextHour) {
    return ModuleAnswer.without(
        Kind.QUOTA,
        "The module `"
            + module
            + "` was asked "
            + allowed
            + " times in this hour, as often as "
            + MispModulesSettings.QUOTA.fullKey()
            + " or "
            + Setting.PREFIX
            + Settings.keyOfModule(module, MispModulesSettings.QUOTA)
            + " allows. It can be asked again at "
            + nextHour
            + ".");
  }
}
