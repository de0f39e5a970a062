package org.mispworkflows.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.security.Account;
import org.mispworkflows.security.Accounts;
import org.mispworkflows.web.security.SignedIn;
import org.omnifaces.cdi.Param;

/** Signs people in and out. */
@Named
@RequestScoped
public class LoginPage {

  /** Pages of the console only: nobody can be sent elsewhere by a link to the login. */
  private static final Pattern LOCAL_PAGE = Pattern.compile("[a-z-]+\\.xhtml(\\?[^\\s\\\\]*)?");

  @Inject private Accounts accounts;
  @Inject private SignedIn signedIn;
  @Inject private Texts texts;
  @Inject @Param private @Nullable String to;

  private String login = "";
  private String password = "";
  private String error = "";

  /** Signs in and goes on to the page that was asked for. */
  public void signIn() throws IOException {
    Optional<Account> account = accounts.authenticate(login.strip(), password);
    password = "";
    if (account.isEmpty()) {
      error = texts.get("login.wrong");
      return;
    }
    FacesContext faces = FacesContext.getCurrentInstance();
    ((HttpServletRequest) faces.getExternalContext().getRequest()).changeSessionId();
    signedIn.as(account.get());
    go(signedIn.isMustChangePassword() ? "change-password.xhtml" : wanted());
  }

  /** Signs out and ends the session. */
  public void signOut() throws IOException {
    signedIn.out();
    FacesContext.getCurrentInstance().getExternalContext().invalidateSession();
    go("login.xhtml");
  }

  /** Where to go on after the login: what the address says, if it is a page of ours. */
  private String wanted() {
    String page = Objects.requireNonNullElse(to, "");
    boolean good = LOCAL_PAGE.matcher(page).matches() && !page.startsWith("login.");
    return good ? page : "triggers.xhtml";
  }

  private static void go(String page) throws IOException {
    FacesContext faces = FacesContext.getCurrentInstance();
    faces
        .getExternalContext()
        .redirect(faces.getExternalContext().getRequestContextPath() + "/" + page);
  }

  /** What is wrong; empty: nothing yet. */
  public String getError() {
    return error;
  }

  /** The name that is typed. */
  public String getLogin() {
    return login;
  }

  /** As typed. */
  public void setLogin(String login) {
    this.login = login;
  }

  /** Never given back to a page. */
  public String getPassword() {
    return "";
  }

  /** As typed. */
  public void setPassword(String password) {
    this.password = password;
  }
}
