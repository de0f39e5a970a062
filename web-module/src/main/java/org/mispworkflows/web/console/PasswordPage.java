package org.mispworkflows.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.mispworkflows.security.Accounts;
import org.mispworkflows.web.security.SignedIn;

/** Changes the password of who is signed in. */
@Named
@RequestScoped
public class PasswordPage {

  /** Shorter ones are refused. */
  public static final int MIN_LENGTH = 12;

  /** Longer ones are refused: a check takes time. */
  public static final int MAX_LENGTH = 200;

  @Inject private Accounts accounts;
  @Inject private SignedIn signedIn;
  @Inject private Notices notices;
  @Inject private Texts texts;

  private String current = "";
  private String wanted = "";
  private String repeated = "";
  private String currentError = "";
  private String wantedError = "";
  private String repeatedError = "";

  /** Changes the password when all is well, and goes on to the start page. */
  public String change() {
    if (wanted.length() < MIN_LENGTH || wanted.length() > MAX_LENGTH) {
      wantedError = texts.get("password.length", MIN_LENGTH, MAX_LENGTH);
    } else if (wanted.equals(current) || wanted.equals(signedIn.getLogin())) {
      wantedError = texts.get("password.same");
    }
    if (!repeated.equals(wanted)) repeatedError = texts.get("password.different");
    if (!(wantedError + repeatedError).isEmpty()) return "";
    if (!accounts.changePassword(signedIn.getLogin(), current, wanted)) {
      currentError = texts.get("password.wrong");
      return "";
    }
    signedIn.passwordChanged();
    notices.add(Notice.done(texts.get("password.changed")));
    return "triggers?faces-redirect=true";
  }

  /** What is wrong with the current password; empty: nothing. */
  public String getCurrentError() {
    return currentError;
  }

  /** What is wrong with the new password; empty: nothing. */
  public String getWantedError() {
    return wantedError;
  }

  /** What is wrong with the repetition; empty: nothing. */
  public String getRepeatedError() {
    return repeatedError;
  }

  /** Never given back to a page. */
  public String getCurrent() {
    return "";
  }

  /** As typed. */
  public void setCurrent(String current) {
    this.current = current;
  }

  /** Never given back to a page. */
  public String getWanted() {
    return "";
  }

  /** As typed. */
  public void setWanted(String wanted) {
    this.wanted = wanted;
  }

  /** Never given back to a page. */
  public String getRepeated() {
    return "";
  }

  /** As typed. */
  public void setRepeated(String repeated) {
    this.repeated = repeated;
  }
}
