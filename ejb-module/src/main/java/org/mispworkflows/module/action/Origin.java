package org.mispworkflows.module.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Loose;

/**
 * Where something is, as far as the results of enrichment modules tell. What is not told is empty.
 *
 * @param country its name, as the module writes it
 * @param code of the country
 * @param asn digits
 * @param organisation behind the ASN
 */
record Origin(String country, String code, String asn, String organisation) {

  private static final Pattern DIGITS = Pattern.compile("\\d{1,10}");

  /** {@code AS15169}, {@code AS15169 GOOGLE}, {@code ASN 15169, Google LLC}. */
  private static final Pattern PLAIN_ASN =
      Pattern.compile("ASN?[ :]{0,2}(\\d{1,10})(?:[ ,:-]+(\\S.*))?", Pattern.CASE_INSENSITIVE);

  /** As mmdb_lookup hides it in a description. */
  private static final Pattern ORGANISATION =
      Pattern.compile(
          "ASNOrganization\\s*[:-]?\\s*(?:\"([^\"]+)\"|(.+?))(?:\\.\\s|\\.?$)",
          Pattern.CASE_INSENSITIVE);

  /** The first of each, in what modules with objects say, else in the plain values of others. */
  static Origin of(@Nullable Object enrichment) {
    Origin told = ofAttributes(attributes(enrichment));
    Origin plain = ofValues(enrichment);
    boolean placed = !told.country.isEmpty() || !told.code.isEmpty();
    boolean routed = !told.asn.isEmpty() || !told.organisation.isEmpty();
    return new Origin(
        placed ? told.country : plain.country,
        placed ? told.code : plain.code,
        routed ? told.asn : plain.asn,
        routed ? told.organisation : plain.organisation);
  }

  /** Whether anything was told. */
  boolean isKnown() {
    return !(country + code + asn + organisation).isEmpty();
  }

  /** The tags that newer MISPs make of it. */
  List<String> tags() {
    List<String> tags = new ArrayList<>();
    add(tags, "country", country.toUpperCase(Locale.ROOT));
    add(tags, "asn_number", asn);
    add(tags, "asn_org", organisation);
    add(tags, "country_code", code);
    return tags;
  }

  private static void add(List<String> tags, String name, String value) {
    if (!value.isEmpty()) tags.add(name + ":\"" + value.replace('"', '\'') + "\"");
  }

  /** Those in objects first, as MISP looks for them. */
  private static List<Object> attributes(@Nullable Object enrichment) {
    List<Object> attributes = new ArrayList<>();
    List<Object> beside = new ArrayList<>();
    for (Object results : Loose.values(enrichment)) {
      for (Object object : Loose.values(Loose.child(results, "Object")))
        addMaps(attributes, Loose.child(object, "Attribute"));
      addMaps(beside, Loose.child(results, "Attribute"));
    }
    attributes.addAll(beside);
    return attributes;
  }

  private static void addMaps(List<Object> to, @Nullable Object list) {
    for (Object item : Loose.values(list)) {
      Map<String, @Nullable Object> map = Json.map(item);
      if (map != null) to.add(map);
    }
  }

  private static Origin ofAttributes(List<Object> attributes) {
    String asn =
        first(attributes, a -> isRelation(a, "asn") || "AS".equals(Loose.child(a, "type")));
    Matcher digits = DIGITS.matcher(asn);
    String organisation = first(attributes, a -> isRelation(a, "ASNOrganization"));
    if (organisation.isEmpty())
      organisation =
          attributes.stream()
              .filter(a -> isRelation(a, "description"))
              .map(a -> ORGANISATION.matcher(Loose.text(Loose.child(a, "value"))))
              .filter(Matcher::find)
              .map(found -> found.group(found.group(1) == null ? 2 : 1).strip())
              .findFirst()
              .orElse("");
    return new Origin(
        first(attributes, a -> isRelation(a, "country")),
        first(attributes, a -> isRelation(a, "countrycode")),
        digits.find() ? digits.group() : "",
        organisation);
  }

  private static boolean isRelation(Object attribute, String relation) {
    return relation.equalsIgnoreCase(Loose.text(Loose.child(attribute, "object_relation")));
  }

  private static String first(List<Object> attributes, Predicate<Object> wanted) {
    return attributes.stream()
        .filter(wanted)
        .map(a -> Loose.child(a, "value"))
        .filter(value -> !Loose.isTree(value))
        .map(value -> Loose.text(value).strip())
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static Origin ofValues(@Nullable Object enrichment) {
    Origin found = new Origin("", "", "", "");
    for (Object results : Loose.values(enrichment)) {
      for (Object result : Loose.values(results)) {
        boolean asns = types(result).equals(List.of("AS"));
        for (Object value : Loose.values(Loose.child(result, "values"))) {
          if (!Loose.isTree(value)) found = found.with(Loose.text(value).strip(), asns);
        }
      }
    }
    return found;
  }

  private static List<String> types(@Nullable Object result) {
    return Loose.values(Loose.child(result, "types")).stream().map(Loose::text).toList();
  }

  private Origin with(String text, boolean isAsn) {
    if (country.isEmpty() && Countries.isName(text) && (code.isEmpty() || isSame(code, text)))
      return new Origin(text, code, asn, organisation);
    if (code.isEmpty() && Countries.isCode(text) && isPlausible(text))
      return new Origin(country, text, asn, organisation);
    if (!asn.isEmpty()) return this;
    if (isAsn && DIGITS.matcher(text).matches())
      return new Origin(country, code, text, organisation);
    Matcher plain = PLAIN_ASN.matcher(text);
    if (!plain.matches()) return this;
    String behind = plain.group(2);
    return new Origin(country, code, plain.group(1), behind == null ? "" : behind.strip());
  }

  private static boolean isSame(String code, String country) {
    return Countries.named(code).equalsIgnoreCase(country);
  }

  /** A lone NO is an answer more often than it is Norway. */
  private boolean isPlausible(String found) {
    return country.isEmpty() ? !found.equals("NO") : isSame(found, country);
  }
}
