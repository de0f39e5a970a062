package org.mispworkflows.module.action;

import static org.mispworkflows.spi.ModuleResult.done;
import static org.mispworkflows.spi.ModuleResult.failed;

import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mispworkflows.data.Loose;
import org.mispworkflows.misp.Catalogues;
import org.mispworkflows.outbound.Mailer;
import org.mispworkflows.security.Accounts;
import org.mispworkflows.spi.Diagnosis;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.MispException;
import org.mispworkflows.spi.MispUser;
import org.mispworkflows.spi.ModuleResult;

/**
 * One mail for each recipient of a node. Nothing else knows who is behind a group of recipients.
 */
final class Mailing {

  private static final String ALL_ACCOUNTS = Catalogues.ALL_ACCOUNTS;
  private static final String ALL_ADMINS = Catalogues.ALL_ADMINS;

  /** A group that only a log entry has. */
  static final String ORG_ADMINS = "Org admins";

  /** Why nobody is behind one of the groups. */
  static final String NO_ORG_ADMINS =
      "`Org admins` are not known: the accounts of this console belong to no organisation";

  private final Mailer mailer;
  private final Accounts accounts;

  Mailing(Mailer mailer, Accounts accounts) {
    this.mailer = mailer;
    this.accounts = accounts;
  }

  /** Sends the mails; one that is refused doesn't stop the others. */
  ModuleResult.Effect send(List<String> recipients, String subject, String body, Execution x) {
    if (recipients.isEmpty()) return failed("No recipient set.");
    if (subject.isBlank()) return failed("The mail template is empty.");
    Set<String> addresses =
        x.misp().connected() ? usersOfMisp(recipients, x) : accounts(recipients);
    boolean unknown = recipients.contains(ORG_ADMINS) && !x.misp().connected();
    if (addresses.isEmpty()) {
      String why = unknown ? NO_ORG_ADMINS : "nobody is behind it who gets mail";
      return failed("No recipient is left: " + why + ".");
    }
    if (unknown) x.note(NO_ORG_ADMINS);
    List<String> refused = new ArrayList<>();
    for (String address : addresses) {
      String domain = address.substring(address.lastIndexOf('@') + 1);
      Optional<ModuleResult.Effect> instead =
          mailer.guard().instead(x, domain, "a mail to " + address + ": " + subject.strip());
      if (instead.isPresent()) {
        if (instead.get() instanceof ModuleResult.Failed f) refused.addAll(f.errors());
        continue;
      }
      try {
        mailer.send(address, subject.strip(), body);
        x.note("Mail sent to " + address);
      } catch (MessagingException e) {
        refused.add("The mail to " + address + " was not sent: " + e.getMessage());
      }
    }
    return refused.isEmpty() ? done() : new ModuleResult.Failed(refused);
  }

  /** Users in MISP's order, then the other addresses; disabled users get no mail. */
  private static Set<String> usersOfMisp(List<String> recipients, Execution x) {
    List<MispUser> users = users(recipients, x);
    Object author = Loose.child(x.data().root().get("Log"), "user_id");
    String org =
        users.stream()
            .filter(user -> user.id().equals(Loose.text(author)))
            .map(MispUser::orgId)
            .findFirst()
            .orElse("");
    Set<String> addresses = new LinkedHashSet<>();
    Set<String> free = new LinkedHashSet<>();
    recipients.forEach(recipient -> free.add(recipient.strip()));
    for (MispUser user : users) {
      boolean meant =
          recipients.contains(ALL_ACCOUNTS)
              || recipients.contains(ALL_ADMINS) && user.siteAdmin()
              || recipients.contains(ORG_ADMINS) && user.orgAdmin() && user.orgId().equals(org)
              || free.contains(user.email());
      if (meant && !user.disabled()) addresses.add(user.email());
      if (user.disabled()) free.remove(user.email());
    }
    free.removeAll(List.of("", ALL_ACCOUNTS, ALL_ADMINS, ORG_ADMINS));
    addresses.addAll(free);
    return addresses;
  }

  /** Addresses get their mail also when MISP doesn't say who its users are; groups can't. */
  private static List<MispUser> users(List<String> recipients, Execution x) {
    try {
      return x.misp().users();
    } catch (MispException e) {
      if (!Collections.disjoint(recipients, List.of(ALL_ACCOUNTS, ALL_ADMINS, ORG_ADMINS))) throw e;
      x.note("MISP's users are not known, so disabled ones get mail, too: " + e.getMessage());
      return List.of();
    }
  }

  private Set<String> accounts(List<String> recipients) {
    Set<String> addresses = new LinkedHashSet<>();
    for (String recipient : recipients) {
      switch (recipient) {
        case ALL_ACCOUNTS -> addresses.addAll(accounts.emails());
        case ALL_ADMINS -> addresses.addAll(accounts.adminEmails());
        case ORG_ADMINS -> {} // NO_ORG_ADMINS
        default -> addresses.add(recipient.strip());
      }
    }
    addresses.remove("");
    return addresses;
  }

  /** What would keep mails from being sent, as far as the last one shows. */
  static List<Diagnosis> diagnose(Mailer mailer) {
    return mailer
        .trouble()
        .map(why -> List.of(Diagnosis.warning("The last mail could not be handed over: " + why)))
        .orElse(List.of());
  }
}
