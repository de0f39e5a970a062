package org.mispworkflows.module.action;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.mispworkflows.config.MispModulesSettings;
import org.mispworkflows.config.Settings;
import org.mispworkflows.data.Json;
import org.mispworkflows.data.Masks;
import org.mispworkflows.misp.MispModule;
import org.mispworkflows.misp.ModuleAnswer;

/**
 * How the answers of one module of the misp-modules service are read: strictly, so that what says
 * nothing is a failure, or as MISP does, where it is a success.
 */
final class Reading {

  /** How much of an answer is shown, in characters. */
  private static final int SHOWN = 200;

  /** What is shorter is no key, but may be a word of any answer. */
  private static final int SHORTEST_SECRET = 5;

  private final MispModule module;
  private final boolean lenient;
  private final List<String> secrets;

  /**
   * As the settings say.
   *
   * @param secrets what the module was sent and no record may show: some repeat their API key
   */
  Reading(MispModule module, Settings settings, Collection<?> secrets) {
    this.module = module;
    this.lenient = settings.ofModule(module.name(), MispModulesSettings.LENIENT);
    this.secrets =
        secrets.stream()
            .filter(Objects::nonNull)
            .map(String::valueOf)
            .filter(secret -> secret.length() >= SHORTEST_SECRET)
            .toList();
  }

  /** Whether it is MISP's. */
  boolean isLenient() {
    return lenient;
  }

  /** Which answer it is, for the record, where nothing needs to be read into it. */
  String plainly(ModuleAnswer answer) {
    return "Answer " + answer.kind().key() + ": " + shown(answer.text());
  }

  /** Which answer it is and how it is read, for the record. */
  String noted(ModuleAnswer answer) {
    return "Answer "
        + answer.kind().key()
        + (lenient ? ", read as MISP does: " : ", read strictly: ")
        + shown(answer.text());
  }

  /**
   * The failure that an answer is.
   *
   * @param about what was asked; empty: nothing in particular
   * @param wanted what an answer has to be
   */
  String failure(ModuleAnswer answer, String about, String wanted) {
    String subject =
        "The module `" + module.name() + "`" + (about.isEmpty() ? "" : ", asked " + about + ",");
    String odd = ", which " + wanted + ".";
    return switch (answer.kind()) {
      case ERROR -> masked(error(answer));
      case SERVER_ERROR ->
          subject + " failed inside the misp-modules service, whose own log says why.";
      case TIMEOUT ->
          subject
              + " was given up by the misp-modules service after its time. It may be at work still, so it isn't asked again.";
      case LATE, UNREACHABLE, BUSY, QUOTA -> masked(answer.text());
      case EMPTY, HTTP_ERROR -> subject + " was answered for with " + answer.text() + odd;
      case NOT_JSON -> subject + " answered with what is not JSON, " + shown(answer.text()) + odd;
      case RESULTS, DONE, FALSE, NULL, DATA_FALSE, NO_VERDICT, NOT_AN_OBJECT ->
          subject + " answered " + shown(answer.text()) + odd;
    };
  }

  /** What a module says that says no. */
  String error(ModuleAnswer answer) {
    Object error = answer.get("error");
    return masked(error instanceof String text ? text : Json.write(error));
  }

  private String shown(String text) {
    String line = masked(text);
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }

  private String masked(String text) {
    String masked = text;
    for (String secret : secrets) masked = masked.replace(secret, Masks.MASK);
    return masked;
  }
}
