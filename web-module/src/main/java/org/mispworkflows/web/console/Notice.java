package org.mispworkflows.web.console;

import java.io.Serializable;

/** A short message about what was just done, with a way back when there is one. */
public final class Notice implements Serializable {

  private static final long serialVersionUID = 1;

  private final boolean trouble;
  private final String text;
  private final String undoCommand;
  private final String undoSubject;
  private final boolean undoOn;

  private Notice(
      boolean trouble, String text, String undoCommand, String undoSubject, boolean undoOn) {
    this.trouble = trouble;
    this.text = text;
    this.undoCommand = undoCommand;
    this.undoSubject = undoSubject;
    this.undoOn = undoOn;
  }

  /** It is done. */
  static Notice done(String text) {
    return new Notice(false, text, "", "", false);
  }

  /** It was not done. */
  static Notice trouble(String text) {
    return new Notice(true, text, "", "", false);
  }

  /** The same with a button that runs a command of the page: {@code enable} on a row, off again. */
  Notice undo(String command, String subject, boolean on) {
    return new Notice(trouble, text, command, subject, on);
  }

  /** Whether something was not done. */
  public boolean isTrouble() {
    return trouble;
  }

  /** For people. */
  public String getText() {
    return text;
  }

  /** The command that takes it back; empty when there is none. */
  public String getUndoCommand() {
    return undoCommand;
  }

  /** The rows that the command is for. */
  public String getUndoSubject() {
    return undoSubject;
  }

  /** The state that the command gives them. */
  public boolean isUndoOn() {
    return undoOn;
  }
}
