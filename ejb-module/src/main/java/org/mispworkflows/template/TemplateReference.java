package org.mispworkflows.template;

/** The variable {@code self}, which only prints: its blocks can't be called here. */
enum TemplateReference implements Callable {
  SELF;

  @Override
  public Object call(Run run, Args args) {
    throw Failure.type("`self` can't be called");
  }

  @Override
  public String printed() {
    return "<TemplateReference None>";
  }
}
