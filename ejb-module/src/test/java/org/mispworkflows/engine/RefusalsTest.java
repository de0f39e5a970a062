package org.mispworkflows.engine;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ejb.EJBException;
import org.junit.jupiter.api.Test;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.MispException;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;

/** A container wraps what a module throws; what MISP said is the node's error all the same. */
class RefusalsTest {

  record None() {}

  /** Throws as a bean of another deployment does. */
  @ModuleInfo(id = "refused", name = "Refused", description = "Throws.", icon = "cube")
  public static final class Refused implements ActionModule<None> {
    @Override
    public ModuleResult.Effect execute(None none, Execution x) {
      throw new EJBException(new MispException("MISP said no")); // as the container does
    }
  }

  @Test
  void a_wrapped_refusal_is_told_in_misps_words() {
    assertThat(new OneNode(new Refused()).run("{}", "{\"Event\":{}}").errors())
        .containsExactly("MISP said no");
  }
}
