package org.mispworkflows.module.action;

import static org.mispworkflows.spi.ModuleResult.done;
import static org.mispworkflows.spi.ModuleResult.failed;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.config.Settings;
import org.mispworkflows.data.Loose;
import org.mispworkflows.outbound.HttpGateway;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Diagnosis;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Tags vulnerabilities with what a CVE API says of them, and completes their comments. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "tag_cve_from_enrichment",
    name = "CVE tags",
    description =
        "Asks a CVE API about the attributes of type vulnerability that pass the node's filter. They are tagged with the CVSS score and a threat level, and the summary is appended to their comments.",
    icon = "globe",
    nodeFilter = true,
    misp = true)
public class TagCveFromEnrichment implements ActionModule<TagCveFromEnrichment.Params> {

  private static final Pattern CVE = Pattern.compile("CVE-\\d{4}-\\d{4,19}");

  /** Whether attributes are tagged as vulnerabilities of MITRE ATT&amp;CK. */
  enum Ttp {
    NO,
    YES
  }

  record Params(
      @Param(value = "local", label = "Tag locality") TagLocality locality,
      @Param(value = "1", label = "Add the vulnerability TTP, T1588.006 (not chosen: no)")
          @Nullable Ttp addVulnerabilityTtp) {}

  @Inject private HttpGateway http;
  @Inject private Settings settings;

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    if (isOff()) return failed(offMessage());
    Map<String, @Nullable Object> event = Writes.event(x);
    if (event == null) return failed(Writes.NO_EVENT);
    List<Map<String, @Nullable Object>> attributes = Writes.attributes(x);
    if (attributes.isEmpty()) return Writes.nothingMatched(x);
    List<String> ids = ids(x, attributes);
    if (ids.isEmpty()) {
      x.note("None of the " + attributes.size() + " attributes is a CVE: nothing was asked");
      return done();
    }
    CveLookup lookup = new CveLookup(http, address(), x);
    URI first = lookup.url(ids.get(0));
    Optional<ModuleResult.Effect> instead =
        http.guard().instead(x, first.getHost(), "questions about " + String.join(", ", ids));
    if (instead.isPresent()) return instead.get();
    Map<String, CveRecord> known = lookup.ask(ids);
    CveFindings findings = new CveFindings(x, event, known, params);
    List<String> errors = new ArrayList<>(lookup.errors());
    errors.addAll(findings.write(attributes));
    return errors.isEmpty() ? done() : new ModuleResult.Failed(errors);
  }

  private static List<String> ids(Execution x, List<Map<String, @Nullable Object>> attributes) {
    List<String> ids = new ArrayList<>();
    for (Map<String, @Nullable Object> attribute : attributes) {
      if (!"vulnerability".equals(attribute.get("type"))) continue;
      String id = id(attribute);
      if (!CVE.matcher(id).matches()) x.note("`" + id + "` is not the id of a CVE: not asked");
      else if (!ids.contains(id)) ids.add(id);
    }
    return ids;
  }

  /** The id of a vulnerability, as a CVE API writes it. */
  static String id(Map<String, @Nullable Object> attribute) {
    return Loose.text(attribute.get("value")).strip().toUpperCase(Locale.ROOT);
  }

  private boolean isOff() {
    return settings.get(Settings.CVE_URL).equals(Settings.OFF);
  }

  private static String offMessage() {
    return "No CVE API is configured: set "
        + Settings.CVE_URL.fullKey()
        + " to its address to use this module.";
  }

  private String address() {
    return settings.get(Settings.CVE_URL).replaceAll("/+$", "");
  }

  @Override
  public List<Diagnosis> diagnose() {
    if (isOff()) return List.of(Diagnosis.error(offMessage()));
    List<Diagnosis> found = new ArrayList<>();
    if (http.isLeftAlone(URI.create(address())))
      found.add(
          Diagnosis.warning(
              "The CVE API at "
                  + address()
                  + " failed again and again and is left alone for a while: check that this server can reach it, or set "
                  + Settings.CVE_URL.fullKey()
                  + " or "
                  + Settings.OUTBOUND_PROXY.fullKey()
                  + "."));
    if (!address().equals(Settings.CVE_URL.defaultText()))
      found.add(
          new Diagnosis(
              Diagnosis.Severity.INFO,
              "CVEs are looked up at "
                  + address()
                  + ", as "
                  + Settings.CVE_URL.fullKey()
                  + " says."));
    return found;
  }
}
