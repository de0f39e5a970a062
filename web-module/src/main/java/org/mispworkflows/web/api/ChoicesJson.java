package org.mispworkflows.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.misp.Choice;
import org.mispworkflows.misp.Found;

/**
 * A page of a catalogue.
 *
 * @param warning why this may not be all that there is now; null: it is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChoicesJson(
    List<ChoiceJson> items, int total, int page, int size, @Nullable String warning) {

  /**
   * Something to pick.
   *
   * @param value what a parameter stores
   * @param label for people
   * @param about more for people; may be empty
   */
  public record ChoiceJson(String value, String label, String about) {
    static ChoiceJson of(Choice choice) {
      return new ChoiceJson(choice.value(), choice.label(), choice.about());
    }
  }

  static ChoicesJson of(Found found, int page, int size) {
    String warning = found.warning().isEmpty() ? null : found.warning();
    return new ChoicesJson(json(found.items()), found.total(), page, size, warning);
  }

  /** All on one page. */
  static ChoicesJson of(List<Choice> choices) {
    return new ChoicesJson(json(choices), choices.size(), 1, choices.size(), null);
  }

  private static List<ChoiceJson> json(List<Choice> choices) {
    return choices.stream().map(ChoiceJson::of).toList();
  }
}
