package org.mispworkflows.web.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.context.FacesContext;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The console's texts for beans; pages read the same bundle as {@code t}. */
@ApplicationScoped
public class Texts {

  private static final String BUNDLE = "org.mispworkflows.web.console.messages";

  /** A text in the language of the page, with its placeholders filled in. */
  public String get(String key, @Nullable Object... values) {
    Locale locale = FacesContext.getCurrentInstance().getViewRoot().getLocale();
    ResourceBundle bundle = ResourceBundle.getBundle(BUNDLE, locale, Texts.class.getClassLoader());
    return new MessageFormat(bundle.getString(key), locale).format(values);
  }

  /** The name of a value that programs spell in lower case; the value itself when it has none. */
  public String name(String family, String value) {
    try {
      return get(family + "." + value);
    } catch (MissingResourceException e) {
      return value;
    }
  }
}
