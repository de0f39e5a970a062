package org.mispworkflows.it;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The browser of the machine, without a window. Nothing is downloaded: a machine without Chromium
 * or Chrome skips the browser tests and says so.
 */
final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of(
          "chromium",
          "chromium-browser",
          "google-chrome",
          "google-chrome-stable",
          "chrome",
          "chrome.exe");

  private static final String NO_BROWSER =
      "Browser test skipped: no Chromium or Chrome on the PATH. Install one, or set CHROMIUM_PATH to its executable.";

  /** Quiet and alone: no calls home, and no sandbox, which a build in a container can't have. */
  private static final List<String> ARGUMENTS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Path executable) {
    playwright = Playwright.create();
    browser =
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setExecutablePath(executable)
                    .setHeadless(true)
                    .setArgs(ARGUMENTS));
  }

  /**
   * Ends the test as skipped when the machine has no browser; the report of a build doesn't say
   * why, so the console does.
   */
  static Chromium launch() {
    Optional<Path> executable = executable();
    if (executable.isEmpty()) {
      System.out.println(NO_BROWSER);
    }
    Assumptions.assumeTrue(executable.isPresent(), NO_BROWSER);
    return new Chromium(executable.orElseThrow());
  }

  /** A page of a new session: no cookies, English, 1280 pixels wide. */
  Page newPage() {
    BrowserContext session =
        browser.newContext(
            new Browser.NewContextOptions().setLocale("en-US").setViewportSize(1280, 900));
    return session.newPage();
  }

  /** Keeps what the page looks like under target/screenshots. */
  static void screenshot(Page page, String name) {
    Path file = Path.of(Server.setting("it.screenshots"), name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }

  private static Optional<Path> executable() {
    String given = System.getenv("CHROMIUM_PATH");
    if (given != null) {
      return Optional.of(Path.of(given));
    }
    return Stream.of(
            Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
