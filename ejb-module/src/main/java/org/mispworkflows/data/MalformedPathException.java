package org.mispworkflows.data;

/** A hash path that can't be parsed; the message tells what is wrong and where. */
public final class MalformedPathException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  MalformedPathException(String path, String what, int position) {
    super(
        "hash path `"
            + path
            + "`: "
            + what
            + (position < 0 ? "" : " (character " + (position + 1) + ")"));
  }
}
