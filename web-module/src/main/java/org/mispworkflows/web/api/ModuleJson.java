package org.mispworkflows.web.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.data.Json;
import org.mispworkflows.engine.ModuleCatalog;
import org.mispworkflows.spi.Catalogue;
import org.mispworkflows.spi.Diagnosis;
import org.mispworkflows.spi.ModuleDescriptor;
import org.mispworkflows.spi.Parameter;

/** A module, as the API shows it. */
public record ModuleJson(
    String id,
    String type,
    String name,
    String description,
    String icon,
    String version,
    boolean blocking,
    boolean mispCoreFormat,
    boolean nodeFilter,
    boolean manyConnections,
    int inputs,
    int outputs,
    boolean mispModule,
    boolean custom,
    boolean enabled,
    List<ParameterJson> parameters,
    List<DiagnosisJson> diagnostics) {

  /** What keeps it from working. */
  public record DiagnosisJson(String severity, String message) {
    static DiagnosisJson of(Diagnosis diagnosis) {
      return new DiagnosisJson(
          diagnosis.severity().name().toLowerCase(Locale.ROOT), diagnosis.message());
    }
  }

  /**
   * One parameter.
   *
   * @param catalogue which list of {@code /catalogues} its values come from; empty: none
   */
  public record ParameterJson(
      String id,
      String label,
      String type,
      @JsonProperty("default") @Nullable Object defaultValue,
      String placeholder,
      List<Parameter.Option> options,
      boolean jinja,
      boolean required,
      boolean multiple,
      String displayOn,
      String catalogue) {

    static ParameterJson of(Parameter p) {
      Object byDefault =
          p.defaultText().startsWith("[") ? Json.parse(p.defaultText()) : p.defaultText();
      return new ParameterJson(
          p.id(),
          p.label(),
          p.widget().name().toLowerCase(Locale.ROOT),
          byDefault,
          p.placeholder(),
          p.options(),
          p.jinja(),
          p.required(),
          p.multiple(),
          p.showIf(),
          p.catalogue() == Catalogue.NONE ? "" : p.catalogue().key());
    }
  }

  /** The module, as this server has it. */
  static ModuleJson of(ModuleCatalog.Entry entry, boolean enabled, List<Diagnosis> diagnoses) {
    ModuleDescriptor d = entry.descriptor();
    return new ModuleJson(
        d.id(),
        d.type().key(),
        d.info().name(),
        d.info().description(),
        d.info().icon(),
        d.info().version(),
        d.info().blocking(),
        d.info().coreFormat(),
        d.info().nodeFilter(),
        d.info().manyConnections(),
        d.inputs(),
        d.info().outputs(),
        entry.isMispModule(),
        entry.custom(),
        enabled,
        d.parameters().stream().map(ParameterJson::of).toList(),
        diagnoses.stream().map(DiagnosisJson::of).toList());
  }
}
