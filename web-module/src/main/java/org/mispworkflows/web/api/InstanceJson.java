package org.mispworkflows.web.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.mispworkflows.misp.MispInstance;

/** A MISP instance, as the API shows it: without its key. */
public record InstanceJson(
    long id,
    String name,
    String url,
    String authority,
    boolean selfSigned,
    String proxy,
    int atOnce,
    int answerSeconds,
    boolean enabled,
    @JsonProperty("default") boolean standard,
    String createdAt,
    String modifiedAt) {

  static InstanceJson of(MispInstance instance) {
    MispInstance.Details details = instance.getDetails();
    return new InstanceJson(
        instance.getId(),
        details.name(),
        details.url(),
        details.authority(),
        details.selfSigned(),
        details.proxy(),
        details.atOnce(),
        details.answerSeconds(),
        details.enabled(),
        details.standard(),
        instance.getCreatedAt().toString(),
        instance.getModifiedAt().toString());
  }
}
