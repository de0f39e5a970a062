package org.mispworkflows.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mispworkflows.config.FixedConfig;
import org.mispworkflows.engine.OneNode;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;

class EgressGuardTest {

  private static final String RED = "{\"Event\":{\"info\":\"x\",\"Tag\":[{\"name\":\"TLP:RED\"}]}}";
  private static final String RED_ATTRIBUTE =
      "{\"Event\":{\"info\":\"x\",\"Object\":[{\"Attribute\":[{\"type\":\"text\",\"value\":\"y\",\"Tag\":[{\"name\":\"PAP:RED\"}]}]}]}}";
  private static final String GREEN =
      "{\"Event\":{\"info\":\"tlp:red\",\"Tag\":[{\"name\":\"tlp:green\"}]}}";

  record None() {}

  /** Asks the guard, and would send. */
  @ModuleInfo(id = "door", name = "Door", description = "Asks.", icon = "cube")
  public static final class Door implements ActionModule<None> {
    private final EgressGuard guard;
    private final String target;

    Door(EgressGuard guard, String target) {
      this.guard = guard;
      this.target = target;
    }

    @Override
    public ModuleResult.Effect execute(None none, Execution x) {
      Optional<ModuleResult.Effect> instead = guard.instead(x, target, "a thing");
      if (instead.isEmpty()) x.note("sent");
      return instead.orElse(ModuleResult.done());
    }
  }

  private static OneNode.Outcome leave(String target, String data, String... settings) {
    return new OneNode(new Door(new EgressGuard(FixedConfig.settings(settings)), target))
        .run("{}", data);
  }

  @Test
  void marked_data_leave_with_a_warning_by_default() {
    assertThat(leave("chat.example", RED).notes())
        .containsExactly("Warning: the data are marked TLP:RED and leave for chat.example", "sent");
    assertThat(leave("chat.example", RED_ATTRIBUTE).notes().get(0)).contains("PAP:RED");
    assertThat(leave("chat.example", GREEN).notes()).containsExactly("sent");
  }

  @Test
  void they_can_be_held_back() {
    OneNode.Outcome held = leave("chat.example", RED, "egress.marked", "refuse");
    assertThat(held.errors().get(0))
        .startsWith("Not sent to chat.example: the data are marked TLP:RED.")
        .contains("misp-workflows.egress.marked");
    assertThat(held.notes()).isEmpty();
    assertThat(leave("chat.example", GREEN, "egress.marked", "refuse").isDone()).isTrue();
  }

  @Test
  void a_target_can_have_a_rule_of_its_own() {
    String rules = "chat.example=refuse, *.corp.example = off";
    assertThat(leave("CHAT.example", RED, "egress.targets", rules).isDone()).isFalse();
    assertThat(leave("a.b.corp.example", RED, "egress.targets", rules).notes())
        .containsExactly("sent");
    assertThat(leave("corp.example", RED, "egress.targets", rules).notes()).hasSize(2);
    assertThat(leave("other.example", RED, "egress.targets", rules).notes()).hasSize(2);
    assertThat(leave("chat.example.", RED, "egress.targets", rules).isDone()).isFalse();
    String raw = "{\"Event\":{\"EventTag\":[{\"Tag\":{\"name\":\"tlp:red\"}}]}}";
    assertThat(leave("chat.example", raw, "egress.targets", rules).isDone()).isFalse();
  }
}
