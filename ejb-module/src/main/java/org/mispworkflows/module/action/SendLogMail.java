package org.mispworkflows.module.action;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
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

/** Sends a mail about a log entry; the admins of the organisation behind it can be recipients. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "send-log-mail",
    name = "Send Log Mail",
    description =
        "Sends a mail about a log entry to accounts, to all admins, to the admins of the organisation it is about, or to any address; subject and body are templates.",
    icon = "envelope")
public class SendLogMail implements ActionModule<SendLogMail.Params> {

  record Params(
      @Param(
              value = "[\"All admins\"]",
              placeholder = "All admins, Org admins, All accounts, or an address",
              catalogue = Catalogue.USERS,
              also = Mailing.ORG_ADMINS)
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
    List<Diagnosis> found = new ArrayList<>(Mailing.diagnose(mailer));
    found.add(new Diagnosis(Diagnosis.Severity.INFO, Mailing.NO_ORG_ADMINS + "."));
    return found;
  }
}
