package org.mispworkflows.outbound;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the other end of a request is reached.
 *
 * @param author whether a workflow's author chose the URL: then the outbound policy decides about
 *     its address; false for one that an admin configured
 * @param selfSigned whether a certificate that nobody vouches for is accepted
 * @param authority certificates in PEM form that are trusted besides the usual ones; empty: none
 * @param proxy {@code http://host:port}; empty: as the settings say
 * @param answer how long to wait for an answer; null: as the settings say
 * @param atOnce how many requests the target gets at the same time; 0: as the settings say
 * @param largest how many bytes an answer may have: an author's is cut there, any other is an
 *     error; 0: as the settings say
 */
public record Peer(
    boolean author,
    boolean selfSigned,
    String authority,
    String proxy,
    @Nullable Duration answer,
    int atOnce,
    int largest) {

  /** One that a workflow's author chose. */
  public static final Peer OF_AN_AUTHOR = new Peer(true, false, "", "", null, 0, 0);

  /** One that an admin configured. */
  public static final Peer OF_AN_ADMIN = new Peer(false, false, "", "", null, 0, 0);

  /** The same, with any certificate accepted if it shall be. */
  public Peer selfSigned(boolean accepted) {
    return new Peer(author, accepted, authority, proxy, answer, atOnce, largest);
  }

  /** The same, with certificates of an authority of one's own. */
  public Peer trusting(String pem) {
    return new Peer(author, selfSigned, pem, proxy, answer, atOnce, largest);
  }

  /** The same, reached through a proxy. */
  public Peer through(String address) {
    return new Peer(author, selfSigned, authority, address, answer, atOnce, largest);
  }

  /** The same, with this much patience. */
  public Peer waiting(Duration patience) {
    return new Peer(author, selfSigned, authority, proxy, patience, atOnce, largest);
  }

  /** The same, with this many requests at once. */
  public Peer atOnce(int requests) {
    return new Peer(author, selfSigned, authority, proxy, answer, requests, largest);
  }

  /** The same, with answers of this many bytes at most. */
  public Peer largest(int bytes) {
    return new Peer(author, selfSigned, authority, proxy, answer, atOnce, bytes);
  }
}
