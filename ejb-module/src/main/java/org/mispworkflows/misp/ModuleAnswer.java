package org.mispworkflows.misp;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a question to a module of the misp-modules service. Told by the body alone, since
 * the service's content types can't be trusted.
 *
 * @param kind which of the answers that were seen it is
 * @param body as a tree; null where there is no JSON
 * @param text the body as it came, or in its place what happened, as a sentence
 * @param kept whether it is an earlier answer to the same question
 */
public record ModuleAnswer(Kind kind, @Nullable Object body, String text, boolean kept) {

  private static final String CRASHED = "Something went wrong, look in the server logs for details";

  /** All that the service was seen to answer, and what happens instead. */
  public enum Kind {
    /** {@code {"results": …}}: an enrichment module found something out. */
    RESULTS,
    /** {@code {"data": …}} with something in it: an action module did what it should. */
    DONE,
    /** {@code {"error": "…"}}: the module says no, and why. */
    ERROR,
    /** The service's own error for a module that threw, or that it doesn't have. */
    SERVER_ERROR,
    /** {@code {"error": "Timeout."}}: given up by the service, but not ended. */
    TIMEOUT,
    /** {@code false}. */
    FALSE,
    /** {@code null}. */
    NULL,
    /** {@code {"data": false}}, or nothing in it. */
    DATA_FALSE,
    /** An object without any of the keys above, or with empty ones. */
    NO_VERDICT,
    /** A list, a text, a number, {@code true}. */
    NOT_AN_OBJECT,
    /** Status 200 and no body: the module ended the service's process. */
    EMPTY,
    /** Status 200 and anything else. */
    NOT_JSON,
    /** Another status; the body is a page for people. */
    HTTP_ERROR,
    /** Asked, but not answered in time. */
    LATE,
    /** The service is away, broke off, or is left alone since it failed again and again. */
    UNREACHABLE,
    /** Not asked, since the service is asked enough at once. */
    BUSY,
    /** Not asked, since the module was asked as often as it may be in an hour. */
    QUOTA;

    /** As it is written in records: {@code data-false}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the next question has little hope, whichever module it is for. */
    public boolean isServiceTrouble() {
      return this == LATE || this == UNREACHABLE || this == BUSY;
    }

    /** Whether MISP takes it for the success of an action: whatever is no error. */
    public boolean isSuccessInMisp() {
      return this != ERROR && this != SERVER_ERROR && this != TIMEOUT && this != QUOTA;
    }
  }

  /** Reads an answer of HTTP. */
  static ModuleAnswer of(int status, String text) {
    if (status != 200) return without(Kind.HTTP_ERROR, "status " + status);
    if (text.isBlank()) return without(Kind.EMPTY, "an empty body");
    try {
      Object body = Answers.parse(text);
      return new ModuleAnswer(kind(body), body, text, false);
    } catch (JsonProcessingException e) {
      return without(Kind.NOT_JSON, text);
    }
  }

  /** Where there is no JSON. */
  static ModuleAnswer without(Kind kind, String text) {
    return new ModuleAnswer(kind, null, text, false);
  }

  /** The same, given again. */
  ModuleAnswer again() {
    return new ModuleAnswer(kind, body, text, true);
  }

  private static Kind kind(@Nullable Object body) {
    if (body == null) return Kind.NULL;
    if (body.equals(false)) return Kind.FALSE;
    if (!(body instanceof Map<?, ?>)) return Kind.NOT_AN_OBJECT;
    Map<String, @Nullable Object> object = Answers.map(body);
    Object error = object.get("error");
    if (error != null && Answers.truthy(error)) {
      if (error.equals("Timeout.")) return Kind.TIMEOUT;
      return error.equals(CRASHED) ? Kind.SERVER_ERROR : Kind.ERROR;
    }
    if (object.get("results") != null) return Kind.RESULTS;
    if (!object.containsKey("data")) return Kind.NO_VERDICT;
    return Answers.truthy(object.get("data")) ? Kind.DONE : Kind.DATA_FALSE;
  }

  /** A value of the answer; null when there is no such thing. */
  public @Nullable Object get(String key) {
    return Answers.map(body).get(key);
  }
}
