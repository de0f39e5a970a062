package org.mispworkflows.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.module.action.StopExecution;
import org.mispworkflows.module.logic.ConcurrentTask;
import org.mispworkflows.module.logic.CountIf;
import org.mispworkflows.module.logic.ExpressionIf;
import org.mispworkflows.module.logic.GenericIf;
import org.mispworkflows.module.logic.PublishedIf;
import org.mispworkflows.module.logic.Switch;
import org.mispworkflows.module.logic.TagIf;
import org.mispworkflows.module.trigger.EventAfterSave;
import org.mispworkflows.module.trigger.EventPublish;
import org.mispworkflows.module.trigger.TagAttachedAfterSave;
import org.mispworkflows.module.trigger.UserAfterSave;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.CelExpression;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.HashPath;
import org.mispworkflows.spi.LogicModule;
import org.mispworkflows.spi.ModuleDescriptor.None;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** The modules without outside needs, and some that do what a test wants. */
@SuppressWarnings("SameNameButDifferent") // each module has its Params
public final class TestModules {

  private TestModules() {}

  /** All of them. */
  public static ModuleCatalog catalog() {
    return new ModuleCatalog(
        List.of(
            new EventPublish(),
            new EventAfterSave(),
            new UserAfterSave(),
            new TagAttachedAfterSave(),
            new TagIf(),
            new PublishedIf(),
            new GenericIf(),
            new CountIf(),
            new ExpressionIf(),
            new Switch(),
            new ConcurrentTask(),
            new StopExecution(),
            new Note(),
            new Fail(),
            new Throw(),
            new Wall(),
            new BrokenIf(),
            new Everything()));
  }

  /** Notes a text. */
  @ModuleInfo(id = "note", name = "Note")
  static class Note implements ActionModule<Note.Params> {
    record Params(@Param(jinja = true) String text) {}

    @Override
    public ModuleResult.Effect execute(Params params, Execution x) {
      x.note(params.text());
      return ModuleResult.done();
    }
  }

  /** Fails. */
  @ModuleInfo(id = "fail", name = "Fail")
  static class Fail implements ActionModule<Fail.Params> {
    record Params(@Param("") String why) {}

    @Override
    public ModuleResult.Effect execute(Params params, Execution x) {
      return params.why().isEmpty() ? ModuleResult.failed() : ModuleResult.failed(params.why());
    }
  }

  /** Is a blocking module that may let the path go on. */
  @ModuleInfo(id = "wall", name = "Wall", blocking = true)
  static class Wall implements ActionModule<None> {
    @Override
    public ModuleResult.Effect execute(None none, Execution x) {
      return ModuleResult.done();
    }
  }

  /** Throws. */
  @ModuleInfo(id = "throw", name = "Throw")
  static class Throw implements ActionModule<None> {
    @Override
    public ModuleResult.Effect execute(None none, Execution x) {
      throw new IllegalStateException("out of luck");
    }
  }

  /** A logic module that throws. */
  @ModuleInfo(id = "broken-if", name = "Broken", outputs = 2)
  static class BrokenIf implements LogicModule<None> {
    @Override
    public ModuleResult.Route route(None none, Execution x) {
      throw new IllegalStateException("can't tell");
    }
  }

  /** One parameter of each kind. */
  @ModuleInfo(id = "everything", name = "Everything", nodeFilter = true)
  static class Everything implements ActionModule<Everything.Params> {
    enum Colour {
      RED,
      GREEN
    }

    record Params(
        @Param(value = "hello", required = true) String text,
        @Param("red") Colour colour,
        @Param("green") @Nullable Colour lenient,
        @Param("[\"a\"]") List<String> list,
        @Param("Event.info") HashPath path,
        @Param("true") CelExpression expression,
        @Param("1") boolean flag,
        @Param("7") int number) {}

    @Override
    public ModuleResult.Effect execute(Params params, Execution x) {
      x.note(params.toString());
      x.note("items " + x.items().size());
      return ModuleResult.done();
    }
  }
}
