package org.mispworkflows.run;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mispworkflows.engine.ModuleCatalog;
import org.mispworkflows.misp.MispConnections;
import org.mispworkflows.spi.Diagnosis;

/**
 * What keeps a module from working: what it says itself, and what holds for its kind. Asks once for
 * a request.
 */
@RequestScoped
public class Diagnostics {

  @Inject private MispConnections misp;
  private @Nullable List<Diagnosis> found;

  /** Of one module; empty when all is well. */
  public List<Diagnosis> of(ModuleCatalog.Entry entry) {
    List<Diagnosis> all = new ArrayList<>(entry.diagnose());
    if (entry.descriptor().info().misp()) all.addAll(ofMisp());
    return all;
  }

  /** Of all that work with MISP. */
  public List<Diagnosis> ofMisp() {
    List<Diagnosis> known = found;
    if (known == null) {
      known = misp.diagnose();
      found = known;
    }
    return known;
  }
}
