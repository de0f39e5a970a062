package org.mispworkflows.outbound;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.config.Settings;

/** Sends mails over the mail session of the server. */
@ApplicationScoped
public class Mailer {

  /** Where the server binds its mail session. */
  public static final String SESSION = "java:jboss/mail/MispWorkflows";

  @Resource(lookup = SESSION)
  private Session session;

  @Inject private Settings settings;

  private volatile @Nullable String trouble;

  /**
   * A mail server that doesn't answer must not hold a run for ever; the server's configuration has
   * no place for it.
   */
  @PostConstruct
  void limitWaiting() {
    session.getProperties().putIfAbsent("mail.smtp.connectiontimeout", "10000");
    session.getProperties().putIfAbsent("mail.smtp.timeout", "20000");
    session.getProperties().putIfAbsent("mail.smtp.writetimeout", "20000");
  }

  /**
   * Sends one plain-text mail to one address.
   *
   * @throws MessagingException when the address is none, or the mail server refuses the mail or
   *     can't be reached
   */
  public void send(String to, String subject, String text) throws MessagingException {
    MimeMessage mail = new MimeMessage(session);
    mail.setFrom();
    mail.setRecipient(Message.RecipientType.TO, new InternetAddress(to, true));
    mail.setSubject(subject.replaceAll("[\\r\\n]+", " "), StandardCharsets.UTF_8.name());
    mail.setText(text, StandardCharsets.UTF_8.name());
    try {
      Transport.send(mail);
      trouble = null;
    } catch (SendFailedException e) {
      throw e; // about this mail; the server itself is there
    } catch (MessagingException e) {
      trouble = e.getMessage();
      throw e;
    }
  }

  /** Who is asked before a node sends a mail. */
  public EgressGuard guard() {
    return new EgressGuard(settings);
  }

  /** Why the mail server couldn't be used at the last attempt; empty when it could. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }
}
