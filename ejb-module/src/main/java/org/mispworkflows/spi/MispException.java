package org.mispworkflows.spi;

/**
 * MISP can't be reached, or said no. The message is for people; it passes on what MISP said, and
 * becomes the node's error.
 */
public class MispException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With what happened. */
  public MispException(String message) {
    super(message);
  }

  /** With what happened and why. */
  public MispException(String message, Throwable cause) {
    super(message, cause);
  }
}
