package org.mispworkflows.security;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.util.Optional;
import org.mispworkflows.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** At start: refuses bad settings, and gives a new database its first account. */
@Singleton
@Startup
public class Bootstrap {

  private static final Logger LOG = LoggerFactory.getLogger(Bootstrap.class);

  @Inject private Settings settings;
  @Inject private Accounts accounts;
  @Inject private ApiKeys keys;

  @PostConstruct
  void start() {
    settings.validate();
    if (accounts.isEmpty()) firstAccount();
  }

  private void firstAccount() {
    Optional<String> configured = settings.find(Settings.BOOTSTRAP_PASSWORD);
    String password = configured.orElseGet(() -> Passwords.random(16));
    Account admin =
        accounts.create(
            "admin",
            settings.get(Settings.BOOTSTRAP_EMAIL),
            password,
            Role.ADMIN,
            configured.isEmpty());
    settings
        .find(Settings.BOOTSTRAP_API_KEY)
        .ifPresent(key -> keys.create(key, "bootstrap", Role.ADMIN, admin));
    if (configured.isPresent())
      LOG.info("First start: the account `admin` was created with the configured password.");
    else
      LOG.warn(
          "First start: log in as `admin` with the password {} (shown this once; it must be changed at the first login)",
          password);
  }
}
