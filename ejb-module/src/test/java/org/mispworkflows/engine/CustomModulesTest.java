package org.mispworkflows.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameClassPair;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mispworkflows.spi.ActionModule;
import org.mispworkflows.spi.Diagnosis;
import org.mispworkflows.spi.Execution;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.spi.ModuleDescriptor.None;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.ModuleResult;
import org.mispworkflows.spi.Param;

/** What a sweep makes of the names of a server. */
@SuppressWarnings("SameNameButDifferent") // each module has its Params
class CustomModulesTest {

  private static final String ACTION = "!org.mispworkflows.spi.ActionModule";

  private final Map<String, Object> bound = new TreeMap<>();
  private final CustomModules custom = new CustomModules(Server::new);

  /** The names of a server: what is bound, and every context above it. */
  private final class Server extends InitialContext {

    Server() throws NamingException {
      super(true);
    }

    @Override
    public Object lookup(String name) throws NamingException {
      if (name.equals("java:app/AppName")) return "ours";
      Object value = bound.get(name);
      if (value == null) throw new NameNotFoundException(name);
      if (value instanceof NamingException unreadable) throw unreadable;
      if (value instanceof String) throw new AssertionError(name + " is none of our business");
      return value;
    }

    @Override
    public NamingEnumeration<NameClassPair> list(String above) {
      Map<String, NameClassPair> pairs = new TreeMap<>();
      for (String name : bound.keySet()) {
        if (!name.startsWith(above + "/")) continue;
        String[] rest = name.substring(above.length() + 1).split("/", 2);
        String type = rest.length > 1 ? Context.class.getName() : "an EJB";
        pairs.put(rest[0], new NameClassPair(rest[0], type));
      }
      return new Pairs(pairs.values().iterator());
    }

    @Override
    public void close() {}
  }

  private record Pairs(Iterator<NameClassPair> pairs) implements NamingEnumeration<NameClassPair> {
    @Override
    public NameClassPair next() {
      return pairs.next();
    }

    @Override
    public boolean hasMore() {
      return pairs.hasNext();
    }

    @Override
    public boolean hasMoreElements() {
      return pairs.hasNext();
    }

    @Override
    public NameClassPair nextElement() {
      return pairs.next();
    }

    @Override
    public void close() {}
  }

  private abstract static class Action<P extends Record> implements ActionModule<P> {
    int asked;

    @Override
    public ModuleDescriptor descriptor() {
      asked++;
      return ActionModule.super.descriptor();
    }

    @Override
    public ModuleResult.Effect execute(P params, Execution x) {
      return ModuleResult.done();
    }
  }

  @ModuleInfo(id = "acme", name = "Acme")
  private static class Acme extends Action<None> implements ActionModule<None> {}

  @ModuleInfo(id = "acme", name = "Acme", version = "2")
  private static final class NewerAcme extends Action<None> implements ActionModule<None> {}

  @ModuleInfo(id = "late", name = "Late")
  private static final class Late extends Action<Late.Params> implements ActionModule<Late.Params> {
    record Params(@Param("") Instant when) {}
  }

  @ModuleInfo(id = "numbers", name = "Numbers")
  private static final class Numbers extends Action<Numbers.Params>
      implements ActionModule<Numbers.Params> {
    record Params(@Param("[]") List<Integer> numbers) {}
  }

  @ModuleInfo(id = "no id at all", name = "Blank")
  private static final class Blank extends Action<None> implements ActionModule<None> {}

  @ModuleInfo(id = "sick", name = "Sick")
  private static final class Sick extends Action<None> implements ActionModule<None> {
    @Override
    public List<Diagnosis> diagnose() {
      throw new IllegalStateException("no idea");
    }
  }

  private static final class Lost extends Action<None> {
    @Override
    public ModuleDescriptor descriptor() {
      throw new NoClassDefFoundError("com/acme/Client");
    }
  }

  private boolean sweep() {
    return custom.sweep(Set.of("webhook"));
  }

  private List<String> ids() {
    return custom.modules().stream().map(e -> e.descriptor().id()).toList();
  }

  private @Nullable String reason() {
    assertThat(ids()).isEmpty();
    assertThat(custom.broken()).hasSize(1);
    return custom.broken().get(0).reason();
  }

  @Test
  void modules_of_jars_and_of_other_ears_are_found_and_nothing_else_is_touched() {
    bound.put("java:global/acme/Acme" + ACTION, new Acme());
    bound.put("java:global/acme/Acme", "the same without its view");
    bound.put("java:global/other/ejb/Sick" + ACTION, new Sick());
    bound.put("java:global/other/ejb/Basket!com.acme.Basket", "a stateful EJB of somebody's");
    bound.put("java:global/ours/misp-workflows-ejb/Webhook" + ACTION, "a built-in module");
    assertThat(sweep()).isTrue();
    assertThat(ids()).containsExactly("acme", "sick");
    assertThat(custom.modules()).allMatch(ModuleCatalog.Entry::custom);
    assertThat(custom.broken()).isEmpty();
  }

  @Test
  void a_module_is_asked_once_and_forgotten_when_it_has_gone() {
    Acme acme = new Acme();
    bound.put("java:global/acme/Acme" + ACTION, acme);
    assertThat(sweep()).isTrue();
    assertThat(sweep()).isFalse();
    assertThat(acme.asked).isEqualTo(1);
    bound.clear();
    assertThat(sweep()).isTrue();
    assertThat(ids()).isEmpty();
    assertThat(sweep()).isFalse();
  }

  @Test
  void a_newer_version_under_the_same_name_takes_the_place_of_the_old_one() {
    bound.put("java:global/acme/Acme" + ACTION, new Acme());
    sweep();
    bound.put("java:global/acme/Acme" + ACTION, new NewerAcme());
    assertThat(sweep()).isTrue();
    assertThat(custom.modules().get(0).descriptor().info().version()).isEqualTo("2");
  }

  @Test
  void the_id_of_a_built_in_module_or_of_another_jar_is_refused() {
    bound.put("java:global/a/Acme" + ACTION, new Acme());
    bound.put("java:global/b/Acme" + ACTION, new NewerAcme());
    custom.sweep(Set.of());
    assertThat(ids()).containsExactly("acme");
    assertThat(custom.broken())
        .containsExactly(new ModuleCatalog.Broken("b/Acme", "the id `acme` is that of a/Acme"));
    bound.remove("java:global/a/Acme" + ACTION);
    custom.sweep(Set.of("acme"));
    assertThat(reason()).isEqualTo("the id `acme` is that of a built-in module");
  }

  @Test
  void a_module_that_can_not_be_used_is_left_out_with_its_reason() {
    bound.put("java:global/a/Late" + ACTION, new Late());
    assertThat(sweep()).isTrue();
    assertThat(sweep()).isFalse();
    assertThat(reason()).startsWith("the parameter `when` is a java.time.Instant, which no");
    bound.put("java:global/a/Late" + ACTION, new Numbers());
    sweep();
    assertThat(reason()).contains("java.util.List<java.lang.Integer>", "use String");
    bound.put("java:global/a/Late" + ACTION, new Blank());
    sweep();
    assertThat(reason()).startsWith("the id `no id at all` can't be stored");
    bound.put("java:global/a/Late" + ACTION, new Lost());
    sweep();
    assertThat(reason()).contains("com/acme/Client", "put the library into the jar");
    bound.put("java:global/a/Late" + ACTION, Collections.emptyList());
    sweep();
    assertThat(reason()).contains("its jar has a copy of the package org.mispworkflows.spi");
  }

  @Test
  void an_entry_that_can_not_be_read_keeps_no_other_from_being_found() {
    bound.put("java:global/a/Acme" + ACTION, new NamingException("a link to nowhere"));
    bound.put("java:global/b/Acme" + ACTION, new Acme());
    assertThat(sweep()).isTrue();
    assertThat(sweep()).isFalse();
    assertThat(ids()).containsExactly("acme");
    assertThat(custom.broken())
        .containsExactly(new ModuleCatalog.Broken("a/Acme", "a link to nowhere"));
  }

  @Test
  void while_the_names_can_not_be_read_everything_stays_as_it_is() {
    Set<String> away = new TreeSet<>();
    bound.put("java:global/acme/Acme" + ACTION, new Acme());
    CustomModules modules =
        new CustomModules(
            () -> {
              if (away.isEmpty()) return new Server();
              throw new NamingException("not now");
            });
    modules.sweep(Set.of());
    away.add("yes");
    assertThat(modules.sweep(Set.of())).isFalse();
    assertThat(modules.modules()).hasSize(1);
  }

  @Test
  void a_check_that_fails_is_a_diagnosis() {
    bound.put("java:global/a/Sick" + ACTION, new Sick());
    sweep();
    assertThat(custom.modules().get(0).diagnose())
        .containsExactly(Diagnosis.error("The module's own check failed; the log tells more."));
  }
}
