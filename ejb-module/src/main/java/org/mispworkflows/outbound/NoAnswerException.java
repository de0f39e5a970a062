package org.mispworkflows.outbound;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/** A request has no answer; the message says why, for people. */
public final class NoAnswerException extends IOException {
  private static final long serialVersionUID = 1;

  /** What kept the answer from coming. */
  public enum Reason {
    /** Not sent: the target failed again and again and is left alone for a while. */
    LEFT_ALONE,
    /** Not sent: the target has as many requests as it may have at once. */
    BUSY,
    /** Sent, and not answered in time: the target may be at work on it still. */
    LATE,
    /** Anything else: nobody is there, or it broke off. */
    BROKEN
  }

  private final Reason reason;

  /** For a request that wasn't made. */
  NoAnswerException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** For an attempt that failed. */
  NoAnswerException(URI url, IOException cause) {
    super(explained(cause, url), cause);
    this.reason = reason(cause);
  }

  /** For people: what went wrong between here and a place. */
  static String explained(IOException e, URI url) {
    String host = url.getHost();
    if (e.getCause() instanceof Connections.RefusedAddressException refused)
      return String.valueOf(refused.getMessage());
    if (e instanceof UnknownHostException) return "the host " + host + " is not known";
    if (e instanceof HttpHostConnectException) return "nobody answers at " + url.getAuthority();
    if (e instanceof ConnectTimeoutException)
      return "no connection to " + url.getAuthority() + " in time";
    if (e instanceof NoHttpResponseException || e instanceof SocketException)
      return host + " closed the connection without an answer";
    if (e instanceof SocketTimeoutException) return host + " did not answer in time";
    if (e instanceof SSLException)
      return "no trust in the certificate of " + host + ": " + e.getMessage();
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static Reason reason(IOException cause) {
    if (cause instanceof NoAnswerException inner) return inner.reason;
    boolean late =
        cause instanceof SocketTimeoutException && !(cause instanceof ConnectTimeoutException);
    return late ? Reason.LATE : Reason.BROKEN;
  }

  /** What kept the answer from coming. */
  public Reason reason() {
    return reason;
  }

  /** Of a failure of the gateway; broken when it says no more. */
  public static Reason of(@Nullable Throwable failure) {
    return failure instanceof NoAnswerException known ? known.reason : Reason.BROKEN;
  }
}
