package org.mispworkflows.web.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Maps the names of MISP's icons (Font Awesome), which modules use, to those of our sprite {@code
 * resources/console/icons.svg}.
 */
@Named
@ApplicationScoped
public class Icons {

  private static final Map<String, String> SPRITE =
      Map.ofEntries(
          Map.entry("asterisk", "asterisk"),
          Map.entry("ban", "ban"),
          Map.entry("bell", "bell"),
          Map.entry("bug", "bug"),
          Map.entry("chart-line", "graph"),
          Map.entry("code-branch", "branch"),
          Map.entry("comment", "comment"),
          Map.entry("cube", "box"),
          Map.entry("cubes", "boxes"),
          Map.entry("edit", "pencil-square"),
          Map.entry("envelope", "envelope"),
          Map.entry("exclamation-triangle", "warning"),
          Map.entry("eye", "eye"),
          Map.entry("file", "file"),
          Map.entry("file-alt", "file-text"),
          Map.entry("filter", "funnel"),
          Map.entry("flag", "flag"),
          Map.entry("globe", "globe"),
          Map.entry("hourglass", "hourglass"),
          Map.entry("microsoft", "microsoft"),
          Map.entry("pen", "pen"),
          Map.entry("python", "code"),
          Map.entry("random", "shuffle"),
          Map.entry("rebel", "boxes"),
          Map.entry("redo-alt", "repeat"),
          Map.entry("shapes", "puzzle"),
          Map.entry("slack", "slack"),
          Map.entry("sticky-note", "comment"),
          Map.entry("sync-alt", "sync"),
          Map.entry("tag", "tag"),
          Map.entry("tags", "tags"),
          Map.entry("telegram", "send"),
          Map.entry("trash", "trash"),
          Map.entry("upload", "upload"),
          Map.entry("user-edit", "person-gear"),
          Map.entry("user-plus", "person-plus"));

  /** The icon of our sprite; a gear for a name that isn't known. */
  public String of(@Nullable String name) {
    return name == null ? "gear" : SPRITE.getOrDefault(name, "gear");
  }
}
