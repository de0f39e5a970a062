package org.mispworkflows.graph;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Which of Font Awesome's icons are of its brand family; a diagram names an icon's family. */
final class BrandIcons {

  private static final Set<String> NAMES = read();

  private BrandIcons() {}

  /** Whether there is a brand icon of this name. */
  static boolean contains(String icon) {
    return NAMES.contains(icon);
  }

  private static Set<String> read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(BrandIcons.class.getResourceAsStream("brand-icons.txt")),
                StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
