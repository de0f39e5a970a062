package org.mispworkflows.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.config.Settings;

/**
 * Seals what the database may hold but not show. AES-GCM with a key that is outside the database:
 * the setting {@code secrets.key}, or else a file in the server's data folder that is made at the
 * first need. All nodes of a cluster need the same key.
 */
@ApplicationScoped
public class Vault {

  private static final String VERSION = "v1:";
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  @Inject private Settings settings;
  private @Nullable SecretKeySpec key;

  /** What only {@link #open} can read. */
  public String seal(String clear) {
    byte[] nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, key(), new GCMParameterSpec(TAG_BITS, nonce));
      byte[] sealed = cipher.doFinal(clear.getBytes(StandardCharsets.UTF_8));
      byte[] whole = ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
      return VERSION + Base64.getEncoder().encodeToString(whole);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no AES-GCM", e);
    }
  }

  /**
   * The clear text of what was sealed.
   *
   * @throws IllegalStateException when it was sealed with another key, or was changed since
   */
  public String open(String sealed) {
    try {
      if (!sealed.startsWith(VERSION)) throw new IllegalArgumentException("not sealed");
      byte[] whole = Base64.getDecoder().decode(sealed.substring(VERSION.length()));
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE, key(), new GCMParameterSpec(TAG_BITS, Arrays.copyOf(whole, NONCE)));
      return new String(cipher.doFinal(whole, NONCE, whole.length - NONCE), StandardCharsets.UTF_8);
    } catch (AEADBadTagException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "A stored secret can't be opened: the key (misp-workflows.secrets.key, or the file misp-workflows.key in the data folder) is not the one that it was stored with.",
          e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no AES-GCM", e);
    }
  }

  private synchronized SecretKeySpec key() {
    SecretKeySpec known = key;
    if (known != null) return known;
    Optional<String> configured = settings.find(Settings.SECRETS_KEY);
    byte[] bytes = configured.map(Base64.getDecoder()::decode).orElseGet(Vault::fromFile);
    known = new SecretKeySpec(bytes, "AES");
    key = known;
    return known;
  }

  private static byte[] fromFile() {
    Path file =
        Path.of(System.getProperty("jboss.server.data.dir", "."), "misp-workflows.key")
            .toAbsolutePath();
    try {
      byte[] fresh = new byte[KEY];
      RANDOM.nextBytes(fresh);
      try {
        Files.createDirectories(file.getParent());
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
          Files.createFile(
              file,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
          Files.createFile(file);
        }
        Files.writeString(
            file, Base64.getEncoder().encodeToString(fresh), StandardOpenOption.WRITE);
        return fresh;
      } catch (FileAlreadyExistsException e) {
        byte[] stored = Base64.getDecoder().decode(Files.readString(file).strip());
        if (stored.length == KEY) return stored;
        throw new IllegalStateException(file + " holds no key of " + KEY + " bytes");
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "The key for secrets can't be kept in "
              + file
              + ": "
              + e
              + ". Set misp-workflows.secrets.key, or make the folder writable.",
          e);
    }
  }
}
