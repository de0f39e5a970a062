package org.mispworkflows.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Loose;
import org.mispworkflows.data.TagReplacement;

/** Which tags are replaced by which. */
final class TagReplacementFamily implements Family {

  @Override
  public String name() {
    return "tag_replacement";
  }

  @Override
  public Verdict judge(Case observed) {
    List<String> tags =
        Loose.values(observed.input().get("tags")).stream().map(Loose::text).toList();
    boolean tlp = observed.text("module").equals("tag_replacement_tlp");
    TagReplacement.Changes changes = (tlp ? TagReplacement.TLP : TagReplacement.PAP).changes(tags);
    Map<String, @Nullable Object> actual = tree(changes.remove(), changes.add());
    Object expected = observed.expected().get("result");
    Judgement judgement = new Judgement();
    if (!Trees.same(expected, actual)) {
      Object decided = RightTags.decided(expected, tags);
      judgement.same("decided", decided, actual, Optional.empty());
      if (!Trees.same(expected, decided))
        judgement.differs("changes", expected, actual, Optional.of("D12"));
    }
    return judgement.verdict();
  }

  static Map<String, @Nullable Object> tree(List<String> remove, List<String> add) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("remove", remove);
    tree.put("add", add);
    return tree;
  }
}
