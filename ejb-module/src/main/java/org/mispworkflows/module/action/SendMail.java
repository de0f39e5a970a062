package org.mispworkflows.module.action;

import static org.mispworkflows.spi.ModuleResult.done;
import static org.mispworkflows.spi.ModuleResult.failed;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.mispworkflows.outbound.Mailer;
import org.mispworkflows.security.Accounts;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Sends a mail to each recipient; one that is refused doesn't stop the others. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "send-mail",
    name = "Send Mail",
    description =
        "Sends a mail to accounts, to all admins, or to any address; subject and body are templates.",
    icon = "envelope")
public class SendMail implements ActionModule<SendMail.Params> {

  static final String ALL_ACCOUNTS = "All accounts";
  static final String ALL_ADMINS = "All admins";

  record Params(
      @Param(value = "[\"All admins\"]", placeholder = "All admins, All accounts, or an address")
          List<String> recipients,
      @Param(label = "Subject", jinja = true, multiline = true) String mailTemplateSubject,
      @Param(label = "Body", jinja = true, multiline = true) String mailTemplateBody) {}

  @Inject private Mailer mailer;
  @Inject private Accounts accounts;

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    if (params.recipients().isEmpty()) return failed("No recipient set.");
    if (params.mailTemplateSubject().isBlank()) return failed("The mail template is empty.");
    Set<String> addresses = addresses(params.recipients());
    if (addresses.isEmpty())
      return failed("No recipient is left: there is no account that gets mail.");
    List<String> refused = new ArrayList<>();
    for (String address : addresses) {
      try {
        mailer.send(address, params.mailTemplateSubject().strip(), params.mailTemplateBody());
        x.note("Mail sent to " + address);
      } catch (MessagingException e) {
        refused.add("The mail to " + address + " was not sent: " + e.getMessage());
      }
    }
    return refused.isEmpty() ? done() : new ModuleResult.Failed(refused);
  }

  private Set<String> addresses(List<String> recipients) {
    Set<String> addresses = new LinkedHashSet<>();
    for (String recipient : recipients) {
      switch (recipient) {
        case ALL_ACCOUNTS -> addresses.addAll(accounts.emails());
        case ALL_ADMINS -> addresses.addAll(accounts.adminEmails());
        default -> addresses.add(recipient.strip());
      }
    }
    addresses.remove("");
    return addresses;
  }
}
