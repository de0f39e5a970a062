package org.mispworkflows.workflow;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.mispworkflows.engine.ModuleCatalog;

/**
 * Notices within two seconds that modules were deployed beside the application, anew or not any
 * more. Looks whether or not anybody asks, so that nothing here keeps an undeployed jar in memory.
 */
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ModuleWatch {

  @Inject private ModuleCatalog catalog;
  @Inject private Plans plans;

  @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
  void look() {
    if (catalog.sweep()) plans.forget();
  }
}
