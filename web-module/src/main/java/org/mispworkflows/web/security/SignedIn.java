package org.mispworkflows.web.security;

import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.security.Account;
import org.mispworkflows.security.Passwords;
import org.mispworkflows.security.Role;

/** The person behind a session of the console; nobody until the login. */
@Named
@SessionScoped
public class SignedIn implements Serializable {

  private static final long serialVersionUID = 1;

  private final String csrfToken = Passwords.random(32);
  private String login = "";
  private @Nullable Role role;
  private boolean mustChangePassword;

  /** Remembers who logged in. */
  public void as(Account account) {
    login = account.getLogin();
    role = account.getRole();
    mustChangePassword = account.isMustChangePassword();
  }

  /** Forgets who it was. */
  public void out() {
    login = "";
    role = null;
  }

  /** The password was changed as it had to be. */
  public void passwordChanged() {
    mustChangePassword = false;
  }

  /** Whether somebody is. */
  public boolean isPresent() {
    return role != null;
  }

  /** The account's name; empty when nobody is signed in. */
  public String getLogin() {
    return login;
  }

  /** What the account may do; null when nobody is signed in. */
  public @Nullable Role getRole() {
    return role;
  }

  /** The names of the roles that the account has. */
  public Set<String> grantedRoles() {
    return role == null ? Set.of() : role.granted();
  }

  /** Whether the person may toggle and run. */
  public boolean isOperator() {
    return role != null && role.compareTo(Role.OPERATOR) >= 0;
  }

  /** Whether the person may change workflows. */
  public boolean isEditor() {
    return role != null && role.compareTo(Role.EDITOR) >= 0;
  }

  /** Whether the person may do everything. */
  public boolean isAdmin() {
    return role == Role.ADMIN;
  }

  /** Whether the only thing to do is to set a new password. */
  public boolean isMustChangePassword() {
    return mustChangePassword;
  }

  /** What a script of our pages sends along when it changes something by the API. */
  public String getCsrfToken() {
    return csrfToken;
  }
}
