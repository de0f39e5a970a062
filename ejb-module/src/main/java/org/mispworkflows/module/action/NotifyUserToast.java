package org.mispworkflows.module.action;

import static org.mispworkflows.spi.ModuleResult.done;
import static org.mispworkflows.spi.ModuleResult.failed;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import org.mispworkflows.security.Notification;
import org.mispworkflows.security.Notifications;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/**
 * Shows a message in the console to the person who started the run; who uses an API key is the
 * owner of the key. The message waits until it is dismissed.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ModuleInfo(
    id = "notify-user-toast",
    name = "Notify user",
    description =
        "Shows a message in the console to the person who started the run, or owns the API key that did.",
    icon = "bell")
public class NotifyUserToast implements ActionModule<NotifyUserToast.Params> {

  record Params(
      @Param("info") Notification.Variant variant,
      @Param(label = "Header", jinja = true, multiline = true) String toastHeader,
      @Param(label = "Body", jinja = true, multiline = true) String toastBody) {}

  @Inject private Notifications notifications;

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    if (params.toastHeader().isBlank() && params.toastBody().isBlank())
      return failed("The message is empty: neither header nor body gave a text.");
    String startedBy = x.run().startedBy();
    if (startedBy.isEmpty())
      return failed("The message is for who started the run, but that isn't known.");
    Optional<String> person =
        notifications.leave(
            startedBy,
            new Notification.Message(
                params.variant(),
                params.toastHeader(),
                params.toastBody(),
                x.run().workflowName(),
                x.run().id()));
    if (person.isEmpty()) {
      return failed(
          "The message is for `"
              + startedBy
              + "`, who started the run, but nobody by that name has an account that can log in.");
    }
    x.note("Message left for " + person.get());
    if (params.toastHeader().length() > Notification.MAX_HEADER
        || params.toastBody().length() > Notification.MAX_BODY) {
      x.note(
          "It was long and was cut: a header has %d characters at most, a body %d"
              .formatted(Notification.MAX_HEADER, Notification.MAX_BODY));
    }
    return done();
  }
}
