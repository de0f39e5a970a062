package org.mispworkflows.outbound;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.Timeout;
import org.mispworkflows.config.Settings;

/**
 * The only HTTP client. An address is checked against the policy when it is resolved, and the
 * resolved address is the one that is connected to; redirects are not followed.
 */
@ApplicationScoped
public class HttpGateway {

  @Inject private Settings settings;
  private CloseableHttpClient verifying = HttpClients.createMinimal();
  private CloseableHttpClient lenient = verifying;
  private CloseableHttpClient trusting = verifying;

  /**
   * A request.
   *
   * @param method GET, POST …
   * @param url http or https
   * @param headers by name
   * @param body empty: none is sent
   * @param allowSelfSigned whether a certificate that nobody vouches for is accepted
   * @param authorsUrl whether a workflow's author chose the URL; false for one that an admin
   *     configured, which may be reached while the authors' are switched off, and on any address
   */
  public record Request(
      String method,
      URI url,
      Map<String, String> headers,
      byte[] body,
      boolean allowSelfSigned,
      boolean authorsUrl) {

    /** To a URL that a workflow's author chose. */
    public Request(
        String method, URI url, Map<String, String> headers, byte[] body, boolean allowSelfSigned) {
      this(method, url, headers, body, allowSelfSigned, true);
    }
  }

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param body as text, cut at the configured size
   */
  public record Answer(int status, String body) {}

  @PostConstruct
  void open() {
    OutboundPolicy policy = new OutboundPolicy(settings.get(Settings.OUTBOUND_ALLOW));
    verifying = client(false, new CheckedResolver(policy));
    lenient = client(true, new CheckedResolver(policy));
    trusting = client(false, SystemDefaultDnsResolver.INSTANCE);
  }

  @PreDestroy
  void close() {
    verifying.close(CloseMode.GRACEFUL);
    lenient.close(CloseMode.GRACEFUL);
    trusting.close(CloseMode.GRACEFUL);
  }

  /** Whether workflows may send requests to URLs of their authors' choice. */
  public boolean isOpen() {
    return settings.get(Settings.OUTBOUND_ENABLED);
  }

  /**
   * Sends a request and reads the answer.
   *
   * @throws IOException when there is no answer; the message says why, for people
   */
  public Answer send(Request request) throws IOException {
    if (request.authorsUrl() && !isOpen()) {
      throw new IOException(
          "requests to the outside are switched off (misp-workflows.outbound.enabled)");
    }
    String scheme = request.url().getScheme();
    if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)
        || request.url().getHost() == null) {
      throw new IOException("`" + request.url() + "` is not a http or https URL");
    }
    HttpUriRequestBase http = new HttpUriRequestBase(request.method(), request.url());
    request.headers().forEach(http::setHeader);
    if (request.body().length > 0) {
      http.setEntity(new ByteArrayEntity(request.body(), contentType(request)));
    }
    try {
      return client(request)
          .execute(http, answer -> new Answer(answer.getCode(), body(answer.getEntity())));
    } catch (IOException e) {
      throw new IOException(explained(e, request.url()), e);
    }
  }

  private CloseableHttpClient client(Request request) {
    if (!request.authorsUrl()) return trusting;
    return request.allowSelfSigned() ? lenient : verifying;
  }

  private static ContentType contentType(Request request) {
    String type = request.headers().get("Content-Type");
    return type == null ? ContentType.APPLICATION_JSON : ContentType.parse(type);
  }

  private String body(HttpEntity entity) throws IOException {
    if (entity == null) return "";
    try (InputStream in = entity.getContent()) {
      return new String(
          in.readNBytes(settings.get(Settings.OUTBOUND_MAX_ANSWER)), StandardCharsets.UTF_8);
    }
  }

  private static String explained(IOException e, URI url) {
    String host = url.getHost();
    if (e.getCause() instanceof RefusedAddressException refused)
      return String.valueOf(refused.getMessage());
    if (e instanceof UnknownHostException) return "the host " + host + " is not known";
    if (e instanceof HttpHostConnectException) return "nobody answers at " + url.getAuthority();
    if (e instanceof NoHttpResponseException || e instanceof SocketException)
      return host + " closed the connection without an answer";
    if (e instanceof SocketTimeoutException) return host + " did not answer in time";
    if (e instanceof SSLException)
      return "no trust in the certificate of " + host + ": " + e.getMessage();
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** A resolved address that the policy closes. */
  private static final class RefusedAddressException extends IOException {
    private static final long serialVersionUID = 1;

    RefusedAddressException(String host, InetAddress address) {
      super(
          "the outbound policy refuses "
              + host
              + " ("
              + address.getHostAddress()
              + "): it is no public address; an admin can allow it in misp-workflows.outbound.allow-hosts");
    }
  }

  private CloseableHttpClient client(boolean selfSigned, DnsResolver resolver) {
    Timeout connect = Timeout.of(settings.get(Settings.OUTBOUND_CONNECT));
    Timeout answer = Timeout.of(settings.get(Settings.OUTBOUND_ANSWER));
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver)
                .setTlsSocketStrategy(tls(selfSigned))
                .setMaxConnTotal(100)
                .setMaxConnPerRoute(20)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setSocketTimeout(answer)
                        .build())
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setResponseTimeout(answer)
                .setConnectionRequestTimeout(answer)
                .build())
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .setUserAgent("MISP-Workflows")
        .build();
  }

  private static TlsSocketStrategy tls(boolean selfSigned) {
    ClientTlsStrategyBuilder builder = ClientTlsStrategyBuilder.create();
    if (!selfSigned) return builder.buildClassic();
    try {
      return builder
          .setSslContext(SSLContexts.custom().loadTrustMaterial((chain, type) -> true).build())
          .setHostnameVerifier(NoopHostnameVerifier.INSTANCE)
          .setHostVerificationPolicy(
              HostnameVerificationPolicy.CLIENT) // the JDK's own would refuse
          .buildClassic();
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no TLS", e);
    }
  }

  /** Resolves, and lets only those addresses through that the policy allows. */
  private record CheckedResolver(OutboundPolicy policy) implements DnsResolver {

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      InetAddress[] addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
      for (InetAddress address : addresses) {
        if (!policy.allows(host, address)) throw refused(host, address);
      }
      return addresses;
    }

    private static UnknownHostException refused(String host, InetAddress address) {
      UnknownHostException e = new UnknownHostException(host);
      e.initCause(new RefusedAddressException(host, address));
      return e;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
      return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
    }
  }
}
