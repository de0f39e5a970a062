package org.mispworkflows.module.action;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.Key;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;
import org.mispworkflows.spi.Template;

/** Sets one field of the matching attributes. MISP's is a base of others and does nothing. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "attribute_edition_operation",
    name = "Attribute edition operation",
    description =
        "Sets a field of the attributes that pass the node's filter, or of all. The template sees the attribute as __currentAttribute.",
    icon = "edit",
    coreFormat = true,
    nodeFilter = true,
    misp = true)
public class AttributeEditionOperation implements ActionModule<AttributeEditionOperation.Params> {

  private static final DateTimeFormatter MOMENT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalEnd()
          .optionalStart()
          .appendOffsetId()
          .toFormatter(Locale.ROOT);

  enum Field {
    @Key(label = "None: nothing is changed")
    NONE,
    COMMENT,
    @Key(label = "To IDS (true or false)")
    TO_IDS,
    CATEGORY,
    TYPE,
    @Key(label = "Distribution (0 to 3, 5 inherit)")
    DISTRIBUTION,
    @Key(label = "Disable correlation (true or false)")
    DISABLE_CORRELATION,
    @Key(label = "First seen (2024-12-31 or 2024-12-31T23:59:59Z; empty: unknown)")
    FIRST_SEEN,
    @Key(label = "Last seen (as first seen)")
    LAST_SEEN
  }

  record Params(
      @Param("none") Field field,
      @Param(jinja = true, placeholder = "{{ __currentAttribute.comment }}, checked")
          Template value) {}

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    Field field = params.field();
    if (field == Field.NONE) {
      x.note("No field was chosen: nothing was changed");
      return ModuleResult.done();
    }
    return Writes.setField(
        x,
        ModuleDescriptor.option(field).key(),
        attribute -> converted(field, Writes.rendered(params.value(), x, attribute).strip()));
  }

  private static @Nullable Object converted(Field field, String text) {
    return switch (field) {
      case NONE, COMMENT -> text;
      case TO_IDS, DISABLE_CORRELATION ->
          switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw unfit(field, text, "true or false");
          };
      case CATEGORY, TYPE -> {
        if (text.isEmpty()) throw unfit(field, text, "a name");
        yield text;
      }
      case DISTRIBUTION -> {
        if (!text.matches("[0-35]")) throw unfit(field, text, "0, 1, 2, 3 or 5");
        yield text;
      }
      case FIRST_SEEN, LAST_SEEN -> {
        if (text.isEmpty()) yield null;
        try {
          MOMENT.parse(text);
        } catch (DateTimeException e) {
          throw unfit(field, text, "a date such as 2024-12-31 or 2024-12-31T23:59:59Z");
        }
        yield text;
      }
    };
  }

  private static IllegalArgumentException unfit(Field field, String text, String wanted) {
    return new IllegalArgumentException(
        "`"
            + text
            + "` can't be the field "
            + ModuleDescriptor.option(field).key()
            + " of an attribute: "
            + wanted
            + " is needed");
  }
}
