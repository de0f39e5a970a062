package org.mispworkflows.module.logic;

import jakarta.ejb.Stateless;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.ParsedPath;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.HashPath;
import org.mispworkflows.spi.Key;
import org.mispworkflows.spi.LogicModule;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;
import org.mispworkflows.spi.PathFilter;

/** Hides, from the nodes that follow, what was changed too long ago, or too recently. */
@Stateless
@ModuleInfo(
    id = "filter-timestamp",
    name = "Filter :: Timestamp",
    description =
        "The nodes that follow see only the attributes, objects or event reports whose timestamp is within the time, or isn't, until the filter is removed.",
    icon = "filter")
public class FilterTimestamp implements LogicModule<FilterTimestamp.Params> {

  private static final HashPath TIMESTAMP = ParsedPath.parse("timestamp");
  private static final Pattern AGO = Pattern.compile("(\\d{1,9})\\s*([dhms])");

  enum Target {
    OBJECT("Event.Object"),
    ATTRIBUTE("Event._AttributeFlattened", "Event.Attribute"),
    EVENT_REPORT("Event.EventReport");

    private final List<HashPath> items;

    Target(String... items) {
      this.items = Arrays.stream(items).<HashPath>map(ParsedPath::parse).toList();
    }
  }

  enum Operator {
    @Key(label = "Within")
    GREATER,
    @Key(label = "Not within")
    LESS,
    @Key(label = "Since (timestamp)")
    SINCE
  }

  record Params(
      @Param(value = "A", id = "filtering-label", label = "Filtering label")
          @Nullable FilterLabel label,
      @Param("attribute") Target target,
      @Param("greater") Operator operator,
      @Param(value = "30d", placeholder = "3d, 12h, 30m, a Unix timestamp, 2026-01-31")
          String value) {
    Params {
      if (operator == Operator.SINCE && !value.strip().matches("\\d+"))
        throw new IllegalArgumentException(
            "`" + value + "` is no Unix timestamp in seconds, which `since` needs");
      long unused = limit(value, Instant.EPOCH);
    }
  }

  /** The point in time that a text means, in seconds. */
  private static long limit(String text, Instant now) {
    String value = text.strip();
    Matcher ago = AGO.matcher(value);
    try {
      if (ago.matches()) {
        long unit =
            switch (ago.group(2)) {
              case "d" -> 86_400;
              case "h" -> 3_600;
              case "m" -> 60;
              default -> 1;
            };
        return now.getEpochSecond() - Long.parseLong(ago.group(1)) * unit;
      }
      if (value.matches("\\d{1,18}")) return Long.parseLong(value);
      if (value.length() == 10)
        return LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
      return Instant.parse(value).getEpochSecond();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "`"
              + text
              + "` is no time: write `30d`, `12h`, `30m`, a Unix timestamp in seconds, `2026-01-31` or `2026-01-31T08:00:00Z`",
          e);
    }
  }

  @Override
  public ModuleResult.Route route(Params params, Execution x) {
    String operator = params.operator() == Operator.LESS ? "not_later_than" : "later_than";
    PathFilter filter =
        new PathFilter(
            params.target().items, TIMESTAMP, operator, limit(params.value(), Instant.now()));
    return new ModuleResult.Refilter(x.filters().with(FilterLabel.of(params.label()), filter));
  }
}
