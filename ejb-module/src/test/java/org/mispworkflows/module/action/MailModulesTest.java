package org.mispworkflows.module.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mispworkflows.config.FixedConfig;
import org.mispworkflows.engine.OneNode;
import org.mispworkflows.engine.StandIns;
import org.mispworkflows.outbound.Mailer;
import org.mispworkflows.security.Accounts;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Diagnosis;
import org.mispworkflows.spi.Diagnosis.Severity;

/** What both modules do with a mail server at the other end, and what only one does. */
class MailModulesTest {

  private static final String LOG = "{\"Log\":{\"user_id\":\"4\",\"title\":\"log <title>\"}}";
  private static final String UNKNOWN =
      "`Org admins` are not known: the accounts of this console belong to no organisation";

  private static final Accounts ACCOUNTS =
      new Accounts() {
        @Override
        public List<String> emails() {
          return List.of("admin@host.test", "analyst@host.test");
        }

        @Override
        public List<String> adminEmails() {
          return List.of("admin@host.test");
        }
      };

  private final GreenMail server =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort());

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private ActionModule<?> module(String id) {
    Mailer mailer =
        StandIns.inject(new Mailer(), server.getSmtp().createSession(), FixedConfig.settings());
    return id.equals("send-mail")
        ? StandIns.inject(new SendMail(), mailer, ACCOUNTS)
        : StandIns.inject(new SendLogMail(), mailer, ACCOUNTS);
  }

  private static OneNode.Outcome run(ActionModule<?> module, String recipients) {
    return new OneNode(module)
        .run(
            "{\"recipients\":"
                + recipients
                + ",\"mail_template_subject\":\"About {{ Log.title }}\",\"mail_template_body\":\"Body\"}",
            LOG);
  }

  private List<String> recipients() throws Exception {
    List<String> all = new ArrayList<>();
    for (MimeMessage mail : server.getReceivedMessages()) {
      assertThat(mail.getSubject()).isEqualTo("About log <title>");
      assertThat(mail.getContent().toString()).isEqualToIgnoringNewLines("Body");
      all.add(mail.getRecipients(RecipientType.TO)[0].toString());
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"send-mail", "send-log-mail"})
  void each_recipient_gets_a_mail_once(String id) throws Exception {
    ActionModule<?> module = module(id);
    OneNode.Outcome outcome =
        run(module, "[\"All admins\",\"All accounts\",\"free@else.test\",\"free@else.test \"]");
    assertThat(outcome.isDone()).isTrue();
    assertThat(recipients())
        .containsExactly("admin@host.test", "analyst@host.test", "free@else.test");
    assertThat(outcome.notes()).hasSize(3).contains("Mail sent to free@else.test");
  }

  @ParameterizedTest
  @ValueSource(strings = {"send-mail", "send-log-mail"})
  void one_that_is_refused_does_not_stop_the_others(String id) throws Exception {
    ActionModule<?> module = module(id);
    assertThat(run(module, "[\"no address\",\"free@else.test\"]").errors())
        .singleElement()
        .asString()
        .startsWith("The mail to no address was not sent: ");
    assertThat(recipients()).containsExactly("free@else.test");
    assertThat(module.diagnose()).noneMatch(d -> d.severity() == Severity.WARNING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"send-mail", "send-log-mail"})
  void what_is_missing_is_named_in_misps_words(String id) {
    ActionModule<?> module = module(id);
    assertThat(run(module, "[]").errors()).containsExactly("No recipient set.");
    assertThat(new OneNode(module).run("{}", LOG).errors())
        .containsExactly("The mail template is empty.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"send-mail", "send-log-mail"})
  void a_mail_server_that_is_away_shows_in_the_diagnosis(String id) {
    ActionModule<?> module = module(id);
    server.stop();
    OneNode.Outcome outcome = run(module, "[\"free@else.test\"]");
    assertThat(outcome.errors()).singleElement().asString().contains("was not sent");
    assertThat(module.diagnose())
        .filteredOn(d -> d.severity() == Severity.WARNING)
        .extracting(Diagnosis::message)
        .singleElement()
        .asString()
        .startsWith("The last mail could not be handed over: ");
  }

  @Test
  void without_misp_the_org_admins_of_a_log_entry_are_not_known() throws Exception {
    ActionModule<?> module = module("send-log-mail");
    assertThat(run(module, "[\"Org admins\"]").errors())
        .containsExactly("No recipient is left: " + UNKNOWN + ".");
    OneNode.Outcome outcome = run(module, "[\"Org admins\",\"user@two.test\"]");
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes()).containsExactly(UNKNOWN, "Mail sent to user@two.test");
    assertThat(recipients()).containsExactly("user@two.test");
    assertThat(module.diagnose()).contains(new Diagnosis(Severity.INFO, UNKNOWN + "."));
  }

  @Test
  void a_dry_run_sends_nothing_and_says_to_whom_it_would_have() {
    OneNode.Outcome outcome =
        new OneNode(module("send-mail"))
            .dry()
            .run(
                "{\"recipients\":[\"All accounts\"],\"mail_template_subject\":\"About {{ Log.title }}\",\"mail_template_body\":\"Body\"}",
                LOG);
    assertThat(outcome.isDone()).isTrue();
    assertThat(outcome.notes())
        .contains("Dry run, not sent: a mail to admin@host.test: About log <title>")
        .hasSize(2);
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void marked_data_are_held_back_by_the_domain_of_an_address() throws Exception {
    Mailer mailer =
        StandIns.inject(
            new Mailer(),
            server.getSmtp().createSession(),
            FixedConfig.settings("egress.targets", "else.test=refuse"));
    OneNode.Outcome outcome =
        new OneNode(StandIns.inject(new SendMail(), mailer, ACCOUNTS))
            .run(
                "{\"recipients\":[\"a@else.test\",\"b@host.test\"],\"mail_template_subject\":\"About log <title>\",\"mail_template_body\":\"Body\"}",
                "{\"Event\":{\"Tag\":[{\"name\":\"tlp:red\"}]}}");
    assertThat(outcome.errors())
        .singleElement()
        .asString()
        .startsWith("Not sent to else.test: the data are marked tlp:red.");
    assertThat(outcome.notes())
        .contains("Warning: the data are marked tlp:red and leave for host.test");
    assertThat(recipients()).containsExactly("b@host.test");
  }

  @Test
  void the_servers_session_says_whether_the_mail_is_sent_over_tls() throws Exception {
    GreenMail secure =
        new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS).dynamicPort());
    secure.start();
    try {
      Properties properties = new Properties();
      properties.setProperty("mail.from", "misp-workflows@host.test");
      properties.setProperty("mail.smtp.host", "127.0.0.1");
      properties.setProperty("mail.smtp.port", Integer.toString(secure.getSmtps().getPort()));
      properties.setProperty("mail.smtp.ssl.trust", "*");
      properties.setProperty("mail.smtp.ssl.checkserveridentity", "false");
      properties.setProperty("mail.smtp.ssl.enable", "true"); // what WildFly's attribute ssl sets
      Mailer mailer =
          StandIns.inject(new Mailer(), Session.getInstance(properties), FixedConfig.settings());
      mailer.send("a@else.test", "Over TLS", "Body");
      assertThat(secure.getReceivedMessages()).hasSize(1);
    } finally {
      secure.stop();
    }
  }
}
