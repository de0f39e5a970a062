package org.mispworkflows.web.api;

import org.jspecify.annotations.Nullable;
import org.mispworkflows.misp.MispInstance;

/** Reads the fields of a MISP instance from a request; what is missing stays as it was. */
final class InstanceFields {

  private final MispInstance.Details details;

  /**
   * Reads them; what is wrong is noted in the body.
   *
   * @param old null: a new instance
   */
  InstanceFields(Body body, MispInstance.@Nullable Details old) {
    String name = text(body, "name", old == null ? null : old.name()).strip();
    if (name.length() > 190) body.wrong("name", "has more than 190 characters");
    if (name.matches("\\d+")) body.wrong("name", "must not be a number, since ids are");
    String url = text(body, "url", old == null ? null : old.url()).strip();
    while (url.endsWith("/")) url = url.substring(0, url.length() - 1);
    if (!url.isEmpty() && !url.matches("https?://[^\\s/?#@]+(/[^\\s?#]*)?"))
      body.wrong("url", "must be a http or https URL without user, query and fragment");
    String proxy = body.text("proxy", old == null ? "" : old.proxy()).strip();
    if (!proxy.isEmpty() && !proxy.matches("https?://[^\\s/:@]+:\\d{1,5}"))
      body.wrong(
          "proxy",
          "must be http://host:port; one that wants a password belongs into the setting outbound.proxy");
    String authority = body.text("authority", old == null ? "" : old.authority()).strip();
    if (!authority.isEmpty() && !authority.contains("-----BEGIN CERTIFICATE-----"))
      body.wrong("authority", "must be certificates in PEM form");
    details =
        new MispInstance.Details(
            name,
            url,
            authority,
            flag(body, "selfSigned", old != null && old.selfSigned()),
            proxy,
            number(body, "atOnce", old == null ? 8 : old.atOnce(), 100),
            number(body, "answerSeconds", old == null ? 60 : old.answerSeconds(), 600),
            flag(body, "enabled", old == null || old.enabled()),
            flag(body, "default", old != null && old.standard()));
  }

  MispInstance.Details details() {
    return details;
  }

  private static String text(Body body, String field, @Nullable String old) {
    return old == null || body.has(field) ? body.requiredText(field) : old;
  }

  private static boolean flag(Body body, String field, boolean otherwise) {
    Boolean value = body.flag(field);
    return value == null ? otherwise : value;
  }

  private static int number(Body body, String field, int otherwise, int max) {
    if (!body.has(field)) return otherwise;
    if (body.tree(field) instanceof Long number && number >= 1 && number <= max)
      return number.intValue();
    body.wrong(field, "must be a number from 1 to " + max);
    return otherwise;
  }
}
