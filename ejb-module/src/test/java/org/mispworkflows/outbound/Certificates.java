package org.mispworkflows.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Certificates that nobody vouches for, made by the JDK's keytool. */
public final class Certificates {

  private static final String PASSWORD = "changeit";

  private Certificates() {}

  /**
   * A server's TLS and who vouches for it.
   *
   * @param tls of the server, at 127.0.0.1
   * @param authority the certificate in PEM form
   */
  public record Issued(SSLContext tls, String authority) {}

  /** The TLS of a server whose certificate is signed by an authority that nobody knows. */
  public static SSLContext ofAnUnknownAuthority(Path folder)
      throws IOException, GeneralSecurityException, InterruptedException {
    return issued(folder).tls();
  }

  /** The same with the authority's certificate. */
  public static Issued issued(Path folder)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path file = folder.resolve("keys.p12");
    keytool(file, "ca", "-ext", "bc:c");
    keytool(file, "server", "-signer", "ca", "-ext", "san=ip:127.0.0.1");
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    String authority =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(keys.getCertificate("ca").getEncoded())
            + "\n-----END CERTIFICATE-----\n";
    keys.deleteEntry("ca");
    if (keys.getCertificateChain("server").length != 2)
      throw new AssertionError("the server's certificate comes with that of its authority");
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    return new Issued(tls, authority);
  }

  private static void keytool(Path file, String alias, String... more)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-keyalg",
                "EC",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD));
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) throw new AssertionError("keytool: " + output);
  }
}
