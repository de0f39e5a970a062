package org.mispworkflows.example;

import jakarta.ejb.Stateless;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.HashPath;
import org.mispworkflows.spi.LogicModule;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** Asks whether a word occurs in what a path selects. */
@Stateless
@ModuleInfo(
    id = "word-if",
    name = "IF :: Word",
    description = "Goes on at “then” if the word occurs in the selected texts, else at “else”.",
    icon = "code-branch",
    outputs = 2)
public class WordIf implements LogicModule<WordIf.Params> {

  record Params(
      @Param("Event.info") HashPath path, @Param(required = true, jinja = true) String word) {}

  @Override
  public ModuleResult.Route route(Params params, Execution x) {
    List<@Nullable Object> texts = x.data().extract(params.path());
    x.note("Looked at " + texts.size() + " texts");
    return ModuleResult.when(
        texts.stream().anyMatch(text -> String.valueOf(text).contains(params.word())));
  }
}
