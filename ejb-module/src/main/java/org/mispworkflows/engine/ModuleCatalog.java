package org.mispworkflows.engine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import org.mispworkflows.spi.Diagnosis;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.spi.ModuleSource;
import org.mispworkflows.spi.ModuleType;
import org.mispworkflows.spi.WorkflowModule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every module that this server knows, by id. Finds them by their type; there is nothing to
 * register.
 */
@ApplicationScoped
public class ModuleCatalog {

  private static final Logger LOG = LoggerFactory.getLogger(ModuleCatalog.class);

  private final Map<String, Entry> byId = new TreeMap<>();
  private final List<Broken> broken = new ArrayList<>();
  private final CustomModules custom = new CustomModules(InitialContext::new);
  private List<ModuleSource> sources = List.of();

  /**
   * One module.
   *
   * @param module to call
   * @param descriptor what it says of itself
   * @param custom whether it is deployed beside the application
   */
  public record Entry(WorkflowModule<?> module, ModuleDescriptor descriptor, boolean custom) {

    Entry(WorkflowModule<?> module, ModuleDescriptor descriptor) {
      this(module, descriptor, false);
    }

    /** Whether a misp-modules service offers it. */
    public boolean isMispModule() {
      return descriptor.parametersType() == ModuleDescriptor.Dynamic.class;
    }

    /** What keeps the module from working; a check that fails itself is one more. */
    public List<Diagnosis> diagnose() {
      try {
        return module.diagnose();
      } catch (RuntimeException e) {
        LOG.warn("The check of module {} failed: {}", descriptor.id(), e.toString());
        return List.of(Diagnosis.error("The module's own check failed; the log tells more."));
      }
    }
  }

  /**
   * A module that was left out.
   *
   * @param module where it was found
   * @param reason what is wrong with it
   */
  public record Broken(String module, String reason) {
    @Override
    public String toString() {
      return module + ": " + reason;
    }
  }

  /** For the container's proxy. */
  protected ModuleCatalog() {}

  /** The modules that the container finds. */
  @Inject
  public ModuleCatalog(
      @Any Instance<WorkflowModule<?>> modules, @Any Instance<ModuleSource> sources) {
    this(modules, sources.stream().toList());
  }

  /** These modules. */
  public ModuleCatalog(Iterable<? extends WorkflowModule<?>> modules) {
    this(modules, List.of());
  }

  /** These modules, and those that the sources offer whenever somebody asks. */
  public ModuleCatalog(Iterable<? extends WorkflowModule<?>> modules, List<ModuleSource> sources) {
    for (WorkflowModule<?> module : modules) add(module);
    this.sources = sources;
  }

  private void add(WorkflowModule<?> module) {
    try {
      Entry added = new Entry(module, module.descriptor(), false);
      ModuleDescriptor descriptor = added.descriptor();
      Admission.check(descriptor);
      Entry other = byId.putIfAbsent(descriptor.id(), added);
      if (other != null)
        throw new IllegalArgumentException("two modules have the id `" + descriptor.id() + "`");
    } catch (RuntimeException e) {
      LOG.error("A module was left out: {}", e.getMessage(), e);
      broken.add(new Broken("built-in", String.valueOf(e.getMessage())));
    }
  }

  /** One module: the built-in one, unless a source's takes its place. */
  public Optional<Entry> find(String id) {
    Entry own = byId.get(id);
    Stream<Entry> offered = own == null ? offered(sources) : offered(replacing(own));
    return offered
        .filter(e -> e.descriptor().id().equals(id))
        .findFirst()
        .or(() -> Optional.ofNullable(own));
  }

  /**
   * Whether asking again gives the same module: not when nobody knows it, nor when the built-in one
   * only stands in for a source's that isn't there.
   */
  public boolean isSettled(String id) {
    Optional<Entry> found = find(id);
    return found.isPresent()
        && (!found.get().equals(byId.get(id)) || replacing(found.get()).isEmpty());
  }

  private Stream<Entry> offered(List<ModuleSource> sources) {
    return Stream.concat(
        custom.modules().stream(),
        sources.stream()
            .flatMap(source -> source.modules().stream())
            .map(module -> new Entry(module, module.descriptor())));
  }

  /** The sources whose module goes first. What fires, or chooses the way, can't be replaced. */
  private List<ModuleSource> replacing(Entry own) {
    if (own.descriptor().type() != ModuleType.ACTION) return List.of();
    return sources.stream().filter(source -> source.replaces(own.descriptor().id())).toList();
  }

  /** What one module says of itself. */
  public Optional<ModuleDescriptor> descriptor(String id) {
    return find(id).map(Entry::descriptor);
  }

  /** What one trigger says of itself. */
  public Optional<ModuleDescriptor> trigger(String id) {
    return descriptor(id).filter(d -> d.type() == ModuleType.TRIGGER);
  }

  /** All modules, by id. */
  public Collection<Entry> all() {
    Map<String, Entry> all = new TreeMap<>();
    byId.keySet().forEach(id -> find(id).ifPresent(entry -> all.put(id, entry)));
    offered(sources).forEach(entry -> all.putIfAbsent(entry.descriptor().id(), entry));
    return Collections.unmodifiableCollection(all.values());
  }

  /** The modules that were left out, and why; empty when none was. */
  public List<Broken> broken() {
    return Stream.concat(broken.stream(), custom.broken().stream()).toList();
  }

  /** Looks for custom modules; whether some came, went or were deployed anew since last time. */
  public boolean sweep() {
    return custom.sweep(byId.keySet());
  }
}
