package org.mispworkflows.config;

import static org.mispworkflows.config.Setting.any;
import static org.mispworkflows.config.Setting.count;
import static org.mispworkflows.config.Setting.positive;
import static org.mispworkflows.config.Setting.secret;
import static org.mispworkflows.config.Setting.text;
import static org.mispworkflows.config.Setting.time;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Every setting of the product: key, type, default and meaning in one place. Read by MicroProfile
 * Config: a system property, an environment variable, or the server's configuration; in this order.
 */
@ApplicationScoped
public class Settings {

  /** Nothing runs when it is off. */
  public static final Setting<Boolean> ENABLED =
      any(
          "enabled",
          Boolean.class,
          "true",
          "Whether triggers run workflows at all. Off: every caller is let go on.");

  /** Of the first account. */
  public static final Setting<String> BOOTSTRAP_PASSWORD =
      secret(
          "bootstrap.admin-password",
          "Password of the account `admin` on an empty database. Unset: a random one is made and printed once to the server's log.");

  /** Of the first account. */
  public static final Setting<String> BOOTSTRAP_EMAIL =
      any(
          "bootstrap.admin-email",
          String.class,
          "admin@admin.test",
          "Mail address of the account `admin` on an empty database.");

  /** For automated installs. */
  public static final Setting<String> BOOTSTRAP_API_KEY =
      secret(
          "bootstrap.api-key",
          "An API key of role admin that is created on an empty database; exactly 40 characters. Unset: none is created.");

  /** Not in the database, so that its copies show nothing. */
  public static final Setting<String> SECRETS_KEY =
      new Setting<>(
          "secrets.key",
          String.class,
          "",
          "The key that stored secrets are sealed with: 32 bytes in Base64; the same on all nodes. Unset: one is made and kept in the file misp-workflows.key of the server's data folder. Without it the secrets can't be read again.",
          text -> text.matches("[A-Za-z0-9+/]{43}="),
          true);

  /** Larger requests are refused. */
  public static final Setting<Integer> MAX_PAYLOAD =
      positive(
          "payload.max-bytes",
          "52428800",
          "The largest request body in bytes; larger ones are answered with 413.");

  /** A brake for runaway graphs. */
  public static final Setting<Integer> MAX_NODES =
      positive(
          "run.max-nodes",
          "100000",
          "How many nodes one run may execute before it is ended as a failure.");

  /** Before MISP's own time-out. */
  public static final Setting<Duration> BLOCKING_TIME =
      time(
          "run.blocking-time",
          "PT30S",
          "How long a run may take while a caller waits for its answer (ISO-8601). A longer run is ended as a failure.");

  /** What a template may write. */
  public static final Setting<Integer> TEMPLATE_CHARS =
      positive(
          "template.max-output-chars",
          "1000000",
          "How many characters one template may write, and one text have that an expression makes.");

  /** What a template may compute. */
  public static final Setting<Duration> TEMPLATE_TIME =
      time("template.max-time", "PT2S", "How long one template or expression may take (ISO-8601).");

  /** Off switch, like MISP's. */
  public static final Setting<Boolean> OUTBOUND_ENABLED =
      any(
          "outbound.enabled",
          Boolean.class,
          "true",
          "Whether workflows may send HTTP requests to URLs of their authors' choice.");

  /** Exceptions from the rule that private addresses are refused. */
  public static final Setting<String> OUTBOUND_ALLOW =
      any(
          "outbound.allow-hosts",
          String.class,
          "",
          "Hosts, addresses and CIDR ranges that workflows may reach although they are loopback, private or link-local; separated by commas.");

  /** Patience with peers. */
  public static final Setting<Duration> OUTBOUND_CONNECT =
      time("outbound.connect-timeout", "PT5S", "How long to wait for a connection (ISO-8601).");

  /** Patience with peers. */
  public static final Setting<Duration> OUTBOUND_ANSWER =
      time("outbound.answer-timeout", "PT15S", "How long to wait for an answer (ISO-8601).");

  /** What of an answer is read. */
  public static final Setting<Integer> OUTBOUND_MAX_ANSWER =
      positive(
          "outbound.max-answer-bytes",
          "1048576",
          "How many bytes of an answer are read from a URL of an author's choice; the rest is dropped.");

  /** Patience with peers. */
  public static final Setting<Integer> OUTBOUND_RETRIES =
      count(
          "outbound.retries",
          "2",
          "How often a request is repeated that was not answered, or with 429, 502, 503 or 504. Only requests that do no harm when they arrive twice are; others only when nothing was sent.");

  /** Fairness to peers. */
  public static final Setting<Integer> OUTBOUND_AT_ONCE =
      positive(
          "outbound.at-once",
          "20",
          "How many requests one host and port gets at the same time; more wait for an answer's time, then fail.");

  /** Patience with peers. */
  public static final Setting<Integer> OUTBOUND_BREAKER =
      positive(
          "outbound.breaker-failures",
          "5",
          "After how many failures in a row a host and port is left alone for a while. A failure is no answer, or 502, 503 or 504.");

  /** Patience with peers. */
  public static final Setting<Duration> OUTBOUND_BREAKER_TIME =
      time(
          "outbound.breaker-time",
          "PT30S",
          "How long a failing host and port is left alone, before one request tries it again (ISO-8601).");

  /** For networks without a way out. */
  public static final Setting<String> OUTBOUND_PROXY =
      new Setting<>(
          "outbound.proxy",
          String.class,
          "off",
          "The HTTP proxy for all requests: `http://[user:password@]host:port`. A name that only the proxy can resolve is the proxy's to judge. `off`: there is none.",
          text -> text.equals("off") || text.matches("https?://([^\\s/@]+@)?[^\\s/:@]+:\\d{1,5}"),
          true);

  /** Exceptions from the proxy. */
  public static final Setting<String> OUTBOUND_NO_PROXY =
      any(
          "outbound.no-proxy",
          String.class,
          "localhost,127.0.0.1",
          "Hosts that are reached without the proxy, separated by commas; `.corp.example` stands for all below it.");

  /** A trial of the whole server. */
  public static final Setting<Boolean> OUTBOUND_DRY_RUN =
      any(
          "outbound.dry-run",
          Boolean.class,
          "false",
          "Whether all runs are dry runs: nothing is sent, published, mailed or changed in MISP; each node's record says what would have been.");

  /** Against leaks by mistake. */
  public static final Setting<String> EGRESS_MARKED =
      text(
          "egress.marked",
          "warn",
          "What is done before data marked tlp:red or PAP:RED leave by webhook, chat, mail or an action module of misp-modules: `off`, `warn` (a message in the node's record) or `refuse` (the node fails, nothing is sent).",
          text -> text.matches("off|warn|refuse"));

  /** Against leaks by mistake. */
  public static final Setting<String> EGRESS_TARGETS =
      text(
          "egress.targets",
          "",
          "The same for single targets: `hooks.example=refuse, *.corp.example=off`. A target is the host of the URL, the domain of the mail address, or `<module>.misp-modules`.",
          Settings::isRules);

  /** For proxies, and for people who run the Bot API themselves. */
  public static final Setting<String> TELEGRAM_URL =
      text(
          "telegram.url",
          "https://api.telegram.org",
          "Where Telegram's Bot API is: a http or https URL without query; another one for a proxy or a server of your own.",
          Settings::isApiAddress);

  /** For proxies, and for other servers that speak Slack's API. */
  public static final Setting<String> SLACK_URL =
      text(
          "slack.url",
          "https://slack.com/api",
          "Where Slack's Web API is: a http or https URL without query; another one for a proxy. A webhook has a URL of its own.",
          Settings::isApiAddress);

  /** MISP's own module of the same purpose has this address built in. */
  public static final Setting<String> CVE_URL =
      text(
          "cve.url",
          "https://vulnerability.circl.lu/api/cve",
          "Where the action `tag_cve_from_enrichment` asks about CVEs, as `<url>/CVE-2021-44228`: a http or https URL without query, of a vulnerability-lookup or another service that answers with CVE records of format 5. Not subject to the outbound policy. `off`: nowhere.",
          url -> url.equals("off") || isApiAddress(url));

  /** MISP's setting of the same purpose is Plugin.Workflow_debug_url. */
  public static final Setting<String> DEBUG_URL =
      text(
          "debug.url",
          "off",
          "Where runs of workflows in debug mode are reported, node by node, in the requests that MISP sends: `http://127.0.0.1:27051`; not subject to the outbound policy. `off`: nowhere.",
          text -> text.equals("off") || text.matches("https?://\\S*[^/\\s]"));

  /** Trusted, since the server's administrator names it. */
  public static final Setting<String> MISP_MODULES_URL =
      text(
          "misp-modules.url",
          "off",
          "The misp-modules service, for enrichment and action modules: `http://127.0.0.1:6666`; requests to it are not subject to the outbound policy. `off`: there is none.",
          text -> text.equals("off") || text.matches("https?://[^/\\s@?#]+"));

  /** Both have their merits: the built-in ones report failures, the service's may be newer. */
  public static final Setting<String> MISP_MODULES_PREFER =
      any(
          "misp-modules.prefer",
          String.class,
          "",
          "Action modules of the misp-modules service that take the place of built-in ones of the same name, while the service offers them: `mattermost,slack`; separated by commas.");

  /** Next to MISP's own channel, which is at 50000. */
  public static final Setting<String> ZMQ_PUBLISH =
      text(
          "zmq.publish",
          "tcp://127.0.0.1:50001",
          "Where the action `push-zmq` publishes: `tcp://<address or *>:<port>`; the server's port offset is added to the port. Whoever reaches the port reads along. `off`: nowhere.",
          Settings::isPublishAddress);

  /**
   * The value of {@link #ZMQ_PUBLISH} and others for nowhere; an empty value would be the default.
   */
  public static final String OFF = "off";

  /** Against guessing. */
  public static final Setting<Integer> LOGIN_ATTEMPTS =
      positive("login.max-attempts", "5", "How many wrong passwords in a row lock an account.");

  /** Against guessing. */
  public static final Setting<Duration> LOGIN_LOCK =
      time("login.lock-time", "PT15M", "How long a locked account stays locked (ISO-8601).");

  /** All of them, in the order of the documentation. */
  public static final List<Setting<?>> ALL =
      Stream.of(
              List.of(
                  ENABLED,
                  BOOTSTRAP_PASSWORD,
                  BOOTSTRAP_EMAIL,
                  BOOTSTRAP_API_KEY,
                  SECRETS_KEY,
                  MAX_PAYLOAD,
                  MAX_NODES,
                  BLOCKING_TIME,
                  TEMPLATE_CHARS,
                  TEMPLATE_TIME,
                  OUTBOUND_ENABLED,
                  OUTBOUND_ALLOW,
                  OUTBOUND_CONNECT,
                  OUTBOUND_ANSWER,
                  OUTBOUND_MAX_ANSWER,
                  OUTBOUND_RETRIES,
                  OUTBOUND_AT_ONCE,
                  OUTBOUND_BREAKER,
                  OUTBOUND_BREAKER_TIME,
                  OUTBOUND_PROXY,
                  OUTBOUND_NO_PROXY,
                  OUTBOUND_DRY_RUN,
                  EGRESS_MARKED,
                  EGRESS_TARGETS,
                  TELEGRAM_URL,
                  SLACK_URL,
                  CVE_URL,
                  ZMQ_PUBLISH,
                  DEBUG_URL,
                  MISP_MODULES_URL,
                  MISP_MODULES_PREFER),
              MispModulesSettings.ALL,
              List.of(LOGIN_ATTEMPTS, LOGIN_LOCK))
          .<Setting<?>>flatMap(List::stream)
          .toList();

  private final Config config;

  /** Reads the server's configuration. */
  public Settings() {
    this(ConfigProvider.getConfig());
  }

  /** Reads this configuration. */
  public Settings(Config config) {
    this.config = config;
  }

  /**
   * The value of a setting that has a default; a text without one is empty.
   *
   * @throws IllegalStateException when the configured value is none; the message says which key and
   *     what is wanted
   */
  public <T> T get(Setting<T> setting) {
    Optional<T> found = find(setting);
    if (found.isEmpty() && setting.type() == String.class && !setting.secret())
      return setting.type().cast("");
    return found.orElseThrow(
        () -> new IllegalStateException("the setting " + setting.fullKey() + " is not set"));
  }

  /**
   * The value of a setting, empty when it has none.
   *
   * @throws IllegalStateException when the configured value can't be used; the message says which
   *     key and what is wanted
   */
  public <T> Optional<T> find(Setting<T> setting) {
    String text = written(setting);
    if (text.isEmpty()) return Optional.empty();
    T value;
    try {
      value = config.getConverter(setting.type()).orElseThrow().convert(text);
    } catch (RuntimeException e) {
      throw unusable(setting, text, e);
    }
    if (value == null || !setting.valid().test(value)) throw unusable(setting, text, null);
    return Optional.of(value);
  }

  /**
   * What a module of the misp-modules service is to be told, an API key say: the value of {@code
   * misp-workflows.misp-modules.<module>.<name>}; empty when it isn't set. May be a secret.
   */
  public Optional<String> ofModule(String module, String name) {
    return config
        .getOptionalValue(Setting.PREFIX + "misp-modules." + module + "." + name, String.class)
        .map(String::strip);
  }

  /**
   * The value of a setting for one module of the misp-modules service: of {@code
   * misp-workflows.misp-modules.<module>.<name>} where that is set, else of the general one, {@code
   * misp-workflows.misp-modules.<name>}.
   *
   * @throws IllegalStateException when the configured value can't be used; the message says which
   *     key and what is wanted
   */
  public <T> T ofModule(String module, Setting<T> general) {
    Setting<T> own =
        new Setting<>(
            keyOfModule(module, general),
            general.type(),
            "",
            general.doc(),
            general.valid(),
            general.secret());
    return find(own).orElseGet(() -> get(general));
  }

  /** Where a setting of the misp-modules service is set for one module, without the prefix. */
  public static String keyOfModule(String module, Setting<?> general) {
    return "misp-modules." + module + general.key().substring(general.key().lastIndexOf('.'));
  }

  /**
   * Reads every setting, so that a bad value stops the start and not the first run that needs it.
   */
  public void validate() {
    ALL.forEach(this::find);
  }

  private String written(Setting<?> setting) {
    return config
        .getOptionalValue(setting.fullKey(), String.class)
        .orElse(setting.defaultText())
        .strip();
  }

  private static IllegalStateException unusable(
      Setting<?> setting, String text, @Nullable Throwable cause) {
    String shown = setting.secret() ? "its value" : "`" + text + "`";
    return new IllegalStateException(
        "The setting "
            + setting.fullKey()
            + " (environment variable "
            + setting.environmentVariable()
            + "): "
            + shown
            + " can't be used. "
            + setting.doc(),
        cause);
  }

  private static boolean isApiAddress(String text) {
    return text.matches("https?://[^\\s/?#@]+(/[^\\s?#]*)?");
  }

  private static boolean isPublishAddress(String text) {
    Matcher tcp = Pattern.compile("tcp://[^\\s:/]+:(\\d{1,5})").matcher(text);
    if (!tcp.matches()) return text.equals(OFF);
    int port = Integer.parseInt(tcp.group(1));
    return port >= 1 && port <= 65_535;
  }

  private static boolean isRules(String text) {
    for (String entry : text.split(",", -1)) {
      if (!entry.isBlank() && !entry.strip().matches("[^\\s=]+\\s*=\\s*(off|warn|refuse)"))
        return false;
    }
    return true;
  }
}
