package org.mispworkflows.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mispworkflows.config.FixedConfig;
import org.mispworkflows.engine.StandIns;

class VaultTest {

  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

  private static Vault vault(String... settings) {
    return StandIns.inject(new Vault(), FixedConfig.settings(settings));
  }

  @Test
  void what_is_sealed_shows_nothing_and_opens_with_the_same_key_only() {
    Vault vault = vault("secrets.key", KEY);
    String sealed = vault.seal("t0p-secret");
    assertThat(sealed).startsWith("v1:").doesNotContain("t0p-secret");
    assertThat(vault.seal("t0p-secret")).isNotEqualTo(sealed);
    assertThat(vault("secrets.key", KEY).open(sealed)).isEqualTo("t0p-secret");
    String other =
        Base64.getEncoder()
            .encodeToString("another key of thirty-two bytes!".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> vault("secrets.key", other).open(sealed))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("misp-workflows.secrets.key");
  }

  @Test
  void what_was_changed_does_not_open() {
    Vault vault = vault("secrets.key", KEY);
    String sealed = vault.seal("t0p-secret");
    char last = sealed.charAt(10);
    String changed = sealed.substring(0, 10) + (last == 'A' ? 'B' : 'A') + sealed.substring(11);
    assertThatThrownBy(() -> vault.open(changed)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> vault.open("plain")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> vault.open("v1:AAAA")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void without_a_setting_the_key_is_made_once_and_kept_for_the_owner_only(@TempDir Path folder)
      throws IOException {
    String property = "jboss.server.data.dir";
    String before = System.getProperty(property);
    System.setProperty(property, folder.toString());
    try {
      String sealed = vault().seal("t0p-secret");
      assertThat(vault().open(sealed)).isEqualTo("t0p-secret");
      Path file = folder.resolve("misp-workflows.key");
      assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
      Files.writeString(file, "AAAA");
      assertThatThrownBy(() -> vault().open(sealed)).hasMessageContaining(file.toString());
    } finally {
      if (before == null) System.clearProperty(property);
      else System.setProperty(property, before);
    }
  }
}
