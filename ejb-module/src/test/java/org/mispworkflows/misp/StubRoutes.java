package org.mispworkflows.misp;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Which action answers which address. */
final class StubRoutes {

  private final Map<String, Function<StubRequest, StubAnswer>> answers = new TreeMap<>();

  /** An action that reads: {@code events/view}. */
  StubRoutes get(String action, Function<StubRequest, StubAnswer> answer) {
    return add("GET", action, answer);
  }

  /** An action that changes something. */
  StubRoutes post(String action, Function<StubRequest, StubAnswer> answer) {
    return add("POST", action, answer);
  }

  /** An action that reads and may be asked either way. */
  StubRoutes any(String action, Function<StubRequest, StubAnswer> answer) {
    return get(action, answer).post(action, answer);
  }

  private StubRoutes add(String method, String action, Function<StubRequest, StubAnswer> answer) {
    if (answers.put(method + " " + action, answer) != null)
      throw new IllegalArgumentException("two answers to " + method + " " + action);
    return this;
  }

  /** The answer, or MISP's refusal; an action that isn't there is complained of. */
  StubAnswer answer(StubWorld world, StubRequest request) {
    String method = request.method().equals("PUT") ? "POST" : request.method();
    Function<StubRequest, StubAnswer> answer = answers.get(method + " " + request.action());
    try {
      if (answer == null) throw unknown(world, request);
      return answer.apply(request);
    } catch (StubRefusal refusal) {
      return StubAnswer.refused(refusal, request.url());
    }
  }

  private StubRefusal unknown(StubWorld world, StubRequest request) {
    String controller = request.action().replaceFirst("/[^/]*$", "/");
    List<String> near =
        answers.keySet().stream().filter(known -> known.contains(" " + controller)).toList();
    world.complain(
        "the stub has no "
            + request.method()
            + " "
            + request.url()
            + (near.isEmpty() ? "" : ", but " + near));
    return new StubRefusal(404, "Not Found");
  }
}
