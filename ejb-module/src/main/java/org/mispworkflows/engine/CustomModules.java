package org.mispworkflows.engine;

import jakarta.ejb.EJBException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.naming.Context;
import javax.naming.NameClassPair;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.engine.ModuleCatalog.Broken;
import org.mispworkflows.engine.ModuleCatalog.Entry;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.spi.WorkflowModule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The modules that are deployed beside the application: the EJBs in {@code java:global} that are
 * seen through an interface of the SPI. Each is asked what it is once, when it turns up; what has
 * gone is let go by the next sweep.
 */
@SuppressWarnings("BanJNDI") // the names are the server's own, nobody types one
final class CustomModules {

  private static final Logger LOG = LoggerFactory.getLogger(CustomModules.class);

  private static final String GLOBAL = "java:global";

  /** How many names an EJB may lie under: that of an EAR and that of its module. */
  private static final int DEPTH = 2;

  /** What divides the name of an EJB from that of its view. */
  private static final String VIEW = "!" + WorkflowModule.class.getPackageName() + ".";

  /** Opens the names of the server. */
  @FunctionalInterface
  interface Names {
    Context open() throws NamingException;
  }

  /**
   * An EJB.
   *
   * @param view its proxy's class; another one after each deployment
   * @param entry null when it can't be used
   * @param reason why it can't; else empty
   */
  private record Found(Class<?> view, @Nullable Entry entry, String reason) {
    boolean isSame(@Nullable Found other) {
      return other != null && view == other.view && reason.equals(other.reason);
    }
  }

  private record Snapshot(List<Entry> modules, List<Broken> broken) {}

  private final Names names;
  private Map<String, Found> known = Map.of();
  private boolean readable = true;
  private volatile Snapshot snapshot = new Snapshot(List.of(), List.of());

  CustomModules(Names names) {
    this.names = names;
  }

  /** Those that the last sweep found, by name of their EJBs. */
  List<Entry> modules() {
    return snapshot.modules();
  }

  /** Those that the last sweep found and that can't be used. */
  List<Broken> broken() {
    return snapshot.broken();
  }

  /**
   * Looks what is there now.
   *
   * @param taken ids that a custom module can't have
   * @return whether something came, went or was deployed anew
   */
  synchronized boolean sweep(Set<String> taken) {
    Map<String, Found> now = new TreeMap<>();
    try {
      Context context = names.open();
      try {
        String own = String.valueOf(context.lookup("java:app/AppName"));
        for (String name : views(context, own)) {
          Found found = found(context, name);
          if (found != null) now.put(name, found);
        }
      } finally {
        context.close();
      }
    } catch (NamingException | RuntimeException e) {
      if (readable) LOG.warn("{} can't be read; custom modules stay as they are", GLOBAL, e);
      readable = false;
      return false;
    }
    readable = true;
    boolean changed =
        !now.keySet().equals(known.keySet())
            || now.entrySet().stream().anyMatch(e -> !e.getValue().isSame(known.get(e.getKey())));
    known = now;
    if (changed) publish(now, taken);
    return changed;
  }

  private static List<String> views(Context context, String own) throws NamingException {
    List<String> found = new ArrayList<>();
    for (NameClassPair pair : Collections.list(context.list(GLOBAL))) {
      if (!pair.getName().equals(own)) collect(context, GLOBAL, pair, DEPTH, found);
    }
    return found;
  }

  private static void collect(
      Context context, String above, NameClassPair pair, int depth, List<String> found)
      throws NamingException {
    String name = above + "/" + pair.getName();
    if (pair.getName().contains(VIEW)) found.add(name);
    if (depth == 0 || !pair.getClassName().equals(Context.class.getName())) return;
    try {
      for (NameClassPair below : Collections.list(context.list(name)))
        collect(context, name, below, depth - 1, found);
    } catch (NamingException e) {
      LOG.debug("{} is being removed, or isn't a context of this server", name, e);
    }
  }

  /** What is bound; null when it has gone in the meantime. */
  private @Nullable Found found(Context context, String name) {
    Class<?> view = Void.class;
    try {
      Object bound = context.lookup(name);
      view = bound.getClass();
      Found before = known.get(name);
      if (before != null && before.view() == view) return before;
      if (bound instanceof WorkflowModule<?> module) return new Found(view, admitted(module), "");
      return new Found(
          view,
          null,
          "its jar has a copy of the package "
              + WorkflowModule.class.getPackageName()
              + "; leave that out of the jar, and name the application in the manifest instead");
    } catch (NameNotFoundException e) {
      return null;
    } catch (NamingException | RuntimeException | LinkageError e) {
      return new Found(view, null, reason(e));
    }
  }

  private static Entry admitted(WorkflowModule<?> module) {
    ModuleDescriptor descriptor = module.descriptor();
    Admission.check(descriptor);
    return new Entry(module, descriptor, true);
  }

  private static String reason(Throwable thrown) {
    Throwable cause = thrown;
    while (cause instanceof EJBException && cause.getCause() != null) cause = cause.getCause();
    if (cause instanceof LinkageError || cause instanceof TypeNotPresentException) {
      return "a class that it needs can't be loaded; put the library into the jar (" + cause + ")";
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  private void publish(Map<String, Found> found, Set<String> taken) {
    List<Entry> modules = new ArrayList<>();
    List<Broken> broken = new ArrayList<>();
    Map<String, String> owners = new HashMap<>();
    found.forEach(
        (name, f) -> {
          String reason = f.entry() == null ? f.reason() : clash(f.entry(), name, taken, owners);
          if (f.entry() != null && reason.isEmpty()) modules.add(f.entry());
          else broken.add(new Broken(label(name), reason));
        });
    Snapshot before = snapshot;
    snapshot = new Snapshot(List.copyOf(modules), List.copyOf(broken));
    for (Entry entry : modules)
      if (!has(before, entry)) LOG.info("Custom module {} is there", label(entry));
    for (Entry entry : before.modules())
      if (!has(snapshot, entry)) LOG.info("Custom module {} is gone", label(entry));
    for (Broken one : broken)
      if (!before.broken().contains(one)) LOG.error("A custom module was left out: {}", one);
  }

  /** By identity: a proxy that has gone can't be asked whether it equals another. */
  private static boolean has(Snapshot snapshot, Entry entry) {
    return snapshot.modules().stream().anyMatch(e -> e.module() == entry.module());
  }

  private static String clash(
      Entry entry, String name, Set<String> taken, Map<String, String> owners) {
    String id = entry.descriptor().id();
    if (taken.contains(id)) return "the id `" + id + "` is that of a built-in module";
    String owner = owners.putIfAbsent(id, label(name));
    return owner == null ? "" : "the id `" + id + "` is that of " + owner;
  }

  /** As people know it: {@code acme-modules/Greeting}, jar and class. */
  private static String label(String name) {
    return name.substring(GLOBAL.length() + 1, name.indexOf('!'));
  }

  private static String label(Entry entry) {
    return "`" + entry.descriptor().id() + "` " + entry.descriptor().info().version();
  }
}
