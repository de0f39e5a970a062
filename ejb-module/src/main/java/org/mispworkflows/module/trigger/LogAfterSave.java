package org.mispworkflows.module.trigger;

import jakarta.ejb.Stateless;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.ParsedPath;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.HashPath;
import org.mispworkflows.spi.ModuleDescriptor.None;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.Overhead;
import org.mispworkflows.spi.TriggerInfo;
import org.mispworkflows.spi.TriggerModule;

/**
 * After a log entry was saved. Entries about logs and workflows themselves are skipped: they would
 * never end.
 */
@Stateless
@ModuleInfo(
    id = "log-after-save",
    name = "Log After Save",
    description =
        "After a log entry was saved. Entries about logs and workflows themselves are skipped: they would never end.",
    icon = "file")
@TriggerInfo(
    scope = "log",
    overhead = Overhead.HIGH,
    overheadReason = "Runs once for each log entry: a busy instance writes many a second.")
public class LogAfterSave implements TriggerModule<None> {

  private static final HashPath MODEL = ParsedPath.parse("Log.model");
  private static final Set<@Nullable Object> OWN = Set.of("Log", "Workflow");

  @Override
  public boolean accepts(None none, Execution x) {
    List<@Nullable Object> model = x.data().extract(MODEL);
    return model.isEmpty() || !OWN.contains(String.valueOf(model.get(0)));
  }
}
