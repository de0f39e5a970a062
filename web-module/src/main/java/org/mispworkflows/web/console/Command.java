package org.mispworkflows.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.omnifaces.cdi.Param;

/**
 * What a toggle or a row's button sends along: on which rows to act, and which state they shall
 * have. The wanted state is sent, not "the other one": two people who press the same toggle want
 * the same thing.
 */
@RequestScoped
public class Command {

  @Inject @Param private @Nullable String subject;
  @Inject @Param private @Nullable String on;

  /** The ids of the rows; may be empty. */
  public List<String> getSubjects() {
    return Arrays.stream(getSubject().split(",", -1)).filter(id -> !id.isBlank()).toList();
  }

  /** The id of the row; may be empty. */
  public String getSubject() {
    return Objects.requireNonNullElse(subject, "");
  }

  /** The wanted state. */
  public boolean isOn() {
    return "true".equals(on);
  }
}
