package org.mispworkflows.conformance;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.mispworkflows.engine.ModuleCatalog;
import org.mispworkflows.engine.StandIns;
import org.mispworkflows.module.action.MispModuleActions;
import org.mispworkflows.spi.ModuleInfo;
import org.mispworkflows.spi.WorkflowModule;

/** Every module of the product, found as a container would find them. */
final class Modules {

  private static final Set<Class<?>> CLASSES =
      new ClassFileImporter()
              .withImportOption(new ImportOption.DoNotIncludeTests())
              .importPackages("org.mispworkflows.module")
              .stream()
              .map(JavaClass::reflect)
              .filter(type -> type.isAnnotationPresent(ModuleInfo.class))
              .filter(WorkflowModule.class::isAssignableFrom)
              .collect(Collectors.toSet());

  private Modules() {}

  /** A catalog of modules whose ports are these stand-ins. */
  static ModuleCatalog injected(Object... standIns) {
    List<WorkflowModule<?>> modules = new ArrayList<>();
    for (Class<?> type : CLASSES) {
      try {
        modules.add(
            StandIns.inject(
                (WorkflowModule<?>) type.getDeclaredConstructor().newInstance(), standIns));
      } catch (ReflectiveOperationException e) {
        throw new LinkageError("a module has a public constructor: " + type, e);
      }
    }
    return new ModuleCatalog(modules, List.of(StandIns.inject(new MispModuleActions(), standIns)));
  }
}
