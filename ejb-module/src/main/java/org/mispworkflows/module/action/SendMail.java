package org.mispworkflows.module.action;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import org.mispworkflows.outbound.Mailer;
import org.mispworkflows.security.Accounts;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Catalogue;
import org.mispworkflows.spi.Diagnosis;
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

  record Params(
      @Param(
              value = "[\"All admins\"]",
              placeholder = "All admins, All accounts, or an address",
              catalogue = Catalogue.USERS)
          List<String> recipients,
      @Param(label = "Subject", jinja = true, multiline = true) String mailTemplateSubject,
      @Param(label = "Body", jinja = true, multiline = true) String mailTemplateBody) {}

  @Inject private Mailer mailer;
  @Inject private Accounts accounts;

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    return new Mailing(mailer, accounts)
        .send(params.recipients(), params.mailTemplateSubject(), params.mailTemplateBody(), x);
  }

  @Override
  public List<Diagnosis> diagnose() {
    return Mailing.diagnose(mailer);
  }
}
