package org.mispworkflows.template;

import java.util.Map;

/** A filter, a test or a method: something done with a value and arguments. */
record Operation(String name, Signature signature, Body body) {

  interface Body {
    Object apply(Run run, Object value, Args args);
  }

  /** What a class of operations adds itself to. */
  record Table(Map<String, Operation> operations) {
    void add(String name, String signature, Body body) {
      operations.put(name, new Operation(name, Signature.of(signature), body));
    }

    void addOpen(String name, Body body) {
      operations.put(name, new Operation(name, Signature.ANY, body));
    }

    void alias(String name, String original) {
      Operation operation = operations.get(original);
      if (operation == null) {
        throw new IllegalArgumentException("no operation " + original);
      }
      operations.put(name, operation);
    }
  }

  Object apply(Run run, Object value, Args args) {
    run.steps(value instanceof String text ? 1 + text.length() / 64 : 1);
    return body.apply(run, value, signature.bind(name, args));
  }
}
