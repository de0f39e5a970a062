package org.mispworkflows.web.console;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The filter bar of a list: which rows each tab shows.
 *
 * @param <T> the type of a row
 */
final class Tabs<T> {

  private final List<Choice<T>> choices = new ArrayList<>();

  private record Choice<T>(String key, String label, boolean apart, Predicate<T> shows) {}

  /** Adds a tab to the group of the one before. */
  Tabs<T> tab(String key, String label, Predicate<T> shows) {
    choices.add(new Choice<>(key, label, false, shows));
    return this;
  }

  /** Adds a tab that begins a group. */
  Tabs<T> apart(String key, String label, Predicate<T> shows) {
    choices.add(new Choice<>(key, label, true, shows));
    return this;
  }

  /** The rows of a tab; of the first one when there is none of this name. */
  List<T> shown(List<T> rows, @Nullable String key) {
    return rows.stream().filter(chosen(key).shows()).toList();
  }

  /** The bar, with the number of rows behind each tab. */
  List<Tab> bar(List<T> rows, Address address, @Nullable String key) {
    String active = chosen(key).key();
    return choices.stream()
        .map(
            c ->
                new Tab(
                    c.label(),
                    address
                        .with("tab", c.key().equals(choices.get(0).key()) ? null : c.key())
                        .with("page", null),
                    rows.stream().filter(c.shows()).count(),
                    c.key().equals(active),
                    c.apart()))
        .toList();
  }

  private Choice<T> chosen(@Nullable String key) {
    return choices.stream().filter(c -> c.key().equals(key)).findFirst().orElse(choices.get(0));
  }
}
