package org.mispworkflows.it.custom;

import jakarta.ejb.Stateless;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.HashPath;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** A custom module with parameters of several kinds, in a record that nobody else sees. */
@Stateless
@ModuleInfo(id = "greeting", name = "Greeting", version = "1")
public class Greeting implements ActionModule<Greeting.Params> {
  enum Colour {
    RED,
    GREEN
  }

  record Params(
      @Param(value = "Hello", jinja = true) String words,
      @Param("red") @Nullable Colour colour,
      @Param("Event.info") HashPath path,
      @Param("[\"a\"]") List<String> list) {}

  @Override
  public ModuleResult.Effect execute(Params params, Execution x) {
    x.note(params.toString());
    return ModuleResult.done();
  }
}
