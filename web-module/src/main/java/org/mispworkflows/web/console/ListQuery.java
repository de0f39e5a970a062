package org.mispworkflows.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.omnifaces.cdi.Param;

/** What the address of a list asks for: {@code ?tab=enabled&sort=-runs&q=publish}. */
@Named
@RequestScoped
public class ListQuery {

  @Inject @Param private @Nullable String tab;
  @Inject @Param private @Nullable String sort;
  @Inject @Param private @Nullable String q;

  /** The chosen tab; null: the first. */
  public @Nullable String getTab() {
    return tab;
  }

  /** The chosen order; null: the page's own. */
  public @Nullable String getSort() {
    return sort;
  }

  /** What is searched for; may be empty. */
  public String getText() {
    return Objects.requireNonNullElse(q, "").strip();
  }

  /** The address of a list page as it is shown now. */
  public Address address(String page) {
    return Address.of(page).with("tab", tab).with("sort", sort).with("q", getText());
  }

  /** Whether each word that is searched for is in one of these texts. */
  public boolean finds(@Nullable String... texts) {
    String all =
        Stream.of(texts)
            .filter(Objects::nonNull)
            .reduce("", (a, b) -> a + "\n" + b)
            .toLowerCase(Locale.ROOT);
    return Arrays.stream(getText().toLowerCase(Locale.ROOT).split("\\s+", -1))
        .allMatch(all::contains);
  }
}
