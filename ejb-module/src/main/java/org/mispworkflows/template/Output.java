package org.mispworkflows.template;

/** Where statements write; one for the template and one for each captured part. */
final class Output {
  private final Run run;
  private final StringBuilder text = new StringBuilder();

  Output(Run run) {
    this.run = run;
  }

  void write(String part) {
    run.grow(text.length(), part.length());
    text.append(part);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
