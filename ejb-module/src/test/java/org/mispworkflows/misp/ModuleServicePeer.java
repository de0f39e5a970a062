package org.mispworkflows.misp;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.mispworkflows.config.FixedConfig;
import org.mispworkflows.config.Settings;
import org.mispworkflows.conformance.DirectExecutor;
import org.mispworkflows.engine.StandIns;
import org.mispworkflows.outbound.HttpPeer;
import org.mispworkflows.outbound.OpenGateway;

/** A misp-modules service on this machine, and all that is needed to ask it. */
public final class ModuleServicePeer implements AutoCloseable {

  /** An action, an enrichment of each format, one for hover windows, and an import. */
  public static final String LIST =
      """
      [{"name":"dns","type":"expansion",
        "mispattributes":{"input":["hostname","domain"],"output":["ip-src"]},
        "meta":{"version":"0.3","module-type":["expansion","hover"],"config":["nameserver","api_key"]}},
       {"name":"geo","type":"expansion",
        "mispattributes":{"input":["ip-src"],"format":"misp_standard"},
        "meta":{"module-type":["expansion"],"descrption":"sic"}},
       {"name":"countrycode","type":"expansion","mispattributes":{"input":["hostname","domain"]},
        "meta":{"module-type":["hover"]}},
       {"name":"csvimport","type":"import_mod","mispattributes":{},"meta":{"module-type":["import"]}},
       {"name":"peer_action","type":"action_mod","mispattributes":{},
        "meta":{"module-type":["action"],"description":"Probe action","config":{"params":{
          "answer":{"type":"string","description":"which answer","value":"true"},
          "Message Template":{"type":"large_string","description":"jinja","jinja_supported":true},
          "bot_access_token":{"type":"string"},
          "Data extraction path":{"type":"hash_path"}},
          "blocking":true,"support_filters":true,"expect_misp_core_format":true}}},
       "not a module"]
      """;

  private final HttpPeer peer;
  private final OpenGateway gateway;
  private final Settings settings;
  private final MispModules modules;

  private ModuleServicePeer(HttpPeer peer, String... settings) {
    this.peer = peer;
    peer.contentType("text/html; charset=UTF-8");
    lists(LIST);
    String[] all =
        Stream.concat(
                Arrays.stream(settings),
                Stream.of("misp-modules.url", peer.url(""), "outbound.retries", "0"))
            .toArray(String[]::new);
    this.settings = FixedConfig.settings(all);
    this.gateway = new OpenGateway(this.settings);
    this.modules =
        StandIns.started(new MispModules(), gateway, this.settings, new DirectExecutor());
  }

  /** With these settings of ours, by key without prefix; it answers {@code {}} to all questions. */
  public static ModuleServicePeer start(String... settings) throws IOException {
    return new ModuleServicePeer(HttpPeer.start(), settings);
  }

  /** What modules it says it has, from now on. */
  public void lists(String modules) {
    peer.answerAt("/modules", 200, Map.of("ETag", "\"" + modules.hashCode() + "\""), modules);
  }

  /** What it answers to all questions from now on. */
  public void answers(String body) {
    peer.answer(200, body);
  }

  /** The questions that it was asked. */
  public List<HttpPeer.Received> questions() {
    return peer.received().stream().filter(r -> r.path().equals("/query")).toList();
  }

  /** The one question that it was asked. */
  public HttpPeer.Received question() {
    if (questions().size() != 1) throw new AssertionError("not one question: " + questions());
    return questions().get(0);
  }

  /** The other end. */
  public HttpPeer peer() {
    return peer;
  }

  /** Our end. */
  public MispModules modules() {
    return modules;
  }

  /** The gateway between them. */
  public OpenGateway gateway() {
    return gateway;
  }

  /** What it was started with. */
  public Settings settings() {
    return settings;
  }

  /** One of the modules on its list. */
  public MispModule module(String name) {
    return modules.modules().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    peer.close();
    gateway.close();
  }
}
