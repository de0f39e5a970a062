package org.mispworkflows.outbound;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.mispworkflows.config.Settings;

/**
 * The open connections, by how they are made. An author's address is checked when it is resolved,
 * and what was checked is what is connected to.
 */
final class Connections implements AutoCloseable {

  private final Settings settings;
  private final OutboundPolicy policy;
  private final String proxy;
  private final Set<String> direct = new TreeSet<>();
  private final Map<Way, CloseableHttpClient> clients = new ConcurrentHashMap<>();

  /** What makes connections differ; patience and size are matters of a single request. */
  private record Way(boolean checked, boolean selfSigned, String authority, String proxy) {}

  Connections(Settings settings) {
    this.settings = settings;
    this.policy = new OutboundPolicy(settings.get(Settings.OUTBOUND_ALLOW));
    this.proxy = settings.get(Settings.OUTBOUND_PROXY);
    for (String host : settings.get(Settings.OUTBOUND_NO_PROXY).split(",", -1)) {
      if (!host.isBlank()) direct.add(host.strip().toLowerCase(Locale.ROOT));
    }
  }

  /**
   * The client for a URL.
   *
   * @throws IOException when the peer's certificate authority can't be read, or when a proxy would
   *     connect to an address that the policy refuses
   */
  CloseableHttpClient to(Peer peer, URI url) throws IOException {
    String through = proxy(peer, url.getHost());
    if (peer.author() && !through.isEmpty()) checkBefore(url.getHost());
    Way way =
        new Way(peer.author() && through.isEmpty(), peer.selfSigned(), peer.authority(), through);
    CloseableHttpClient open = clients.get(way);
    if (open != null) return open;
    synchronized (clients) {
      open = clients.get(way);
      if (open == null) {
        open = client(way, peer);
        clients.put(way, open);
      }
      return open;
    }
  }

  private String proxy(Peer peer, String host) {
    if (!peer.proxy().isEmpty()) return peer.proxy();
    if (proxy.equals(Settings.OFF) || isDirect(host.toLowerCase(Locale.ROOT))) return "";
    return proxy;
  }

  private boolean isDirect(String host) {
    if (direct.contains(host)) return true;
    return direct.stream().anyMatch(d -> d.startsWith(".") && host.endsWith(d));
  }

  /** A name that only the proxy can resolve is the proxy's to judge. */
  private void checkBefore(String host) throws IOException {
    InetAddress[] addresses;
    try {
      addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
    } catch (UnknownHostException onlyTheProxyKnows) {
      return;
    }
    for (InetAddress address : addresses) {
      if (!policy.allows(host, address)) throw new RefusedAddressException(host, address);
    }
  }

  private CloseableHttpClient client(Way way, Peer peer) throws IOException {
    DnsResolver resolver =
        way.checked() ? new CheckedResolver(policy) : SystemDefaultDnsResolver.INSTANCE;
    Timeout connect = Timeout.of(settings.get(Settings.OUTBOUND_CONNECT));
    HttpClientBuilder builder =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(resolver)
                    .setTlsSocketStrategy(Tls.of(peer))
                    .setMaxConnTotal(400)
                    .setMaxConnPerRoute(100) // the target's own limit is smaller
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(connect)
                            .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                            .setTimeToLive(TimeValue.of(Duration.ofMinutes(5)))
                            .build())
                    .build())
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableContentCompression()
            .setUserAgent("MISP-Workflows");
    if (!way.proxy().isEmpty()) useProxy(builder, URI.create(way.proxy()));
    return builder.build();
  }

  private static void useProxy(HttpClientBuilder builder, URI proxy) {
    HttpHost host = new HttpHost(proxy.getScheme(), proxy.getHost(), proxy.getPort());
    builder.setProxy(host);
    String user = proxy.getUserInfo();
    if (user == null) return;
    int colon = user.indexOf(':');
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    credentials.setCredentials(
        new AuthScope(host),
        new UsernamePasswordCredentials(
            colon < 0 ? user : user.substring(0, colon),
            (colon < 0 ? "" : user.substring(colon + 1)).toCharArray()));
    builder.setDefaultCredentialsProvider(credentials);
  }

  @Override
  public void close() {
    List<CloseableHttpClient> open = new ArrayList<>(clients.values());
    clients.clear();
    open.forEach(client -> client.close(CloseMode.GRACEFUL));
  }

  /** An address that the policy closes. */
  static final class RefusedAddressException extends IOException {
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
