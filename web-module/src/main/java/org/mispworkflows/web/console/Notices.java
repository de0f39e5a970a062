package org.mispworkflows.web.console;

import jakarta.enterprise.context.SessionScoped;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.PhaseId;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** The notices that the next page of the session shows, also after a redirect. */
@Named
@SessionScoped
public class Notices implements Serializable {

  private static final long serialVersionUID = 1;

  @Inject private Texts texts;

  private final ArrayList<Notice> waiting = new ArrayList<>();

  /** Has a notice shown. */
  public synchronized void add(Notice notice) {
    waiting.add(notice);
  }

  /** Says that the account's role doesn't allow what was asked for. */
  public void refuse() {
    add(Notice.trouble(texts.get("notice.refused")));
  }

  /** The notices for the page that is being made; they are handed out to one page only. */
  @SuppressWarnings("unchecked") // what this method put there
  public synchronized List<Notice> getShown() {
    FacesContext faces = FacesContext.getCurrentInstance();
    // Before that an action may still add some, and Faces asks in each phase.
    if (faces.getCurrentPhaseId() != PhaseId.RENDER_RESPONSE) return List.of();
    return (List<Notice>) faces.getAttributes().computeIfAbsent(Notices.class, key -> take());
  }

  private List<Notice> take() {
    List<Notice> taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }
}
