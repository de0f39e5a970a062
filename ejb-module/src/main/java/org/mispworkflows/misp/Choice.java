package org.mispworkflows.misp;

import java.util.Locale;

/**
 * Something to pick.
 *
 * @param value what a parameter stores
 * @param label for people
 * @param about more for people, empty when there is nothing more to say
 * @param searched value, label and more, in lower case
 */
public record Choice(String value, String label, String about, String searched) {

  /** One whose searched text follows from the others. */
  static Choice of(String value, String label, String about) {
    String text = value.equals(label) ? value : value + " " + label;
    return new Choice(value, label, about, (text + " " + about).toLowerCase(Locale.ROOT));
  }
}
