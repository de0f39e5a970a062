package org.mispworkflows.web.console;

import jakarta.faces.component.FacesComponent;
import jakarta.faces.component.UIComponentBase;
import jakarta.faces.context.FacesContext;
import jakarta.faces.context.ResponseWriter;
import java.io.IOException;
import java.util.Objects;

/**
 * A switch that acts at once: {@code <w:toggle command="enable" subject="row id" on="…" locked="…"
 * label="…" render="…"/>}. It holds no value of its own; console.js sends the page's command of
 * that name, with the row and the wanted state. In Java, since a template can't leave an attribute
 * like {@code checked} out.
 */
@FacesComponent("mispworkflows.Toggle")
public class Toggle extends UIComponentBase {

  @Override
  public String getFamily() {
    return "mispworkflows.Toggle";
  }

  @Override
  public void encodeBegin(FacesContext faces) throws IOException {
    ResponseWriter out = faces.getResponseWriter();
    out.startElement("input", this);
    out.writeAttribute("type", "checkbox", null);
    out.writeAttribute("role", "switch", null);
    out.writeAttribute("class", "form-check-input toggle", null);
    out.writeAttribute("id", text("command") + "-" + text("subject"), null);
    out.writeAttribute("data-command", text("command"), null);
    out.writeAttribute("data-subject", text("subject"), null);
    out.writeAttribute("data-render", text("render"), null);
    out.writeAttribute("aria-label", text("label"), null);
    out.writeAttribute("checked", is("on"), null);
    out.writeAttribute("disabled", is("locked"), null);
    // Firefox keeps what a user ticked across reloads otherwise.
    out.writeAttribute("autocomplete", "off", null);
    out.endElement("input");
  }

  private String text(String name) {
    return Objects.toString(getAttributes().get(name), "");
  }

  private boolean is(String name) {
    return Boolean.TRUE.equals(getAttributes().get(name));
  }
}
