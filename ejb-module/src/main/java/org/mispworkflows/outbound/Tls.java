package org.mispworkflows.outbound;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.ssl.SSLContexts;

/** Whose certificates are trusted. */
final class Tls {

  private Tls() {}

  /**
   * The trust of a peer.
   *
   * @throws IOException when the peer's authority can't be read; the message says why
   */
  static TlsSocketStrategy of(Peer peer) throws IOException {
    ClientTlsStrategyBuilder builder = ClientTlsStrategyBuilder.create();
    try {
      if (peer.selfSigned()) {
        return builder
            .setSslContext(SSLContexts.custom().loadTrustMaterial((chain, type) -> true).build())
            .setHostnameVerifier(NoopHostnameVerifier.INSTANCE)
            .setHostVerificationPolicy(HostnameVerificationPolicy.CLIENT) // else the JDK refuses
            .buildClassic();
      }
      if (peer.authority().isBlank()) return builder.buildClassic();
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int number = 0;
      for (Certificate certificate : read(peer.authority())) {
        trusted.setCertificateEntry("own-" + number++, certificate);
      }
      for (X509Certificate certificate : usual()) {
        trusted.setCertificateEntry("usual-" + number++, certificate);
      }
      return builder
          .setSslContext(SSLContexts.custom().loadTrustMaterial(trusted, null).build())
          .buildClassic();
    } catch (CertificateException e) {
      throw new IOException("the certificate authority can't be read: " + e.getMessage(), e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no TLS", e);
    }
  }

  /**
   * Reads certificates in PEM form.
   *
   * @throws CertificateException when there is none, or one is broken
   */
  static Collection<? extends Certificate> read(String pem) throws CertificateException {
    byte[] bytes = pem.strip().getBytes(StandardCharsets.US_ASCII);
    Collection<? extends Certificate> certificates =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(bytes));
    if (certificates.isEmpty()) throw new CertificateException("there is no certificate in it");
    return certificates;
  }

  private static List<X509Certificate> usual() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    List<X509Certificate> usual = new ArrayList<>();
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509)
        usual.addAll(List.of(x509.getAcceptedIssuers()));
    }
    return usual;
  }
}
