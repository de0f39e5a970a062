package org.mispworkflows.it;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;

/**
 * The mail server that the server under test sends to. One at a time: its port is fixed (3N25, see
 * ear/pom.xml).
 */
final class MailPeer implements AutoCloseable {
  private final GreenMail mail =
      new GreenMail(
          new ServerSetup(
              Integer.parseInt(Server.setting("it.smtp.port")),
              "127.0.0.1",
              ServerSetup.PROTOCOL_SMTP));

  private MailPeer() {}

  static MailPeer start() {
    MailPeer peer = new MailPeer();
    peer.mail.start();
    return peer;
  }

  /** One entry a recipient, in the order of arrival. */
  List<MimeMessage> received() {
    return List.of(mail.getReceivedMessages());
  }

  /** The mails so far, as soon as there are that many; fewer when the time is up. */
  List<MimeMessage> await(int count, Duration atMost) {
    mail.waitForIncomingEmail(atMost.toMillis(), count);
    return received();
  }

  /** Forgets the mails so far. */
  void clear() throws FolderException {
    mail.purgeEmailFromAllMailboxes();
  }

  @Override
  public void close() {
    mail.stop();
  }
}
