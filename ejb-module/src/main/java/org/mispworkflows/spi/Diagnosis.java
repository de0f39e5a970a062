package org.mispworkflows.spi;

/**
 * Something that keeps a module from working, or will.
 *
 * @param severity how bad it is
 * @param message what is wrong and what to do, for an admin
 */
public record Diagnosis(Severity severity, String message) {

  /** How bad it is. */
  public enum Severity {
    ERROR,
    WARNING,
    INFO
  }

  /** It will fail. */
  public static Diagnosis error(String message) {
    return new Diagnosis(Severity.ERROR, message);
  }

  /** It may fail. */
  public static Diagnosis warning(String message) {
    return new Diagnosis(Severity.WARNING, message);
  }
}
