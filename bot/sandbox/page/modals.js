/** The stack of modals an app has opened for the person: fields, errors under them, submit and close. */

import { el, fill, uniqueId } from "./dom.js";
import { renderBlocks, showFieldError } from "./blocks.js";
import { textOf } from "./format.js";
import { FormState, isEmpty } from "./formstate.js";
import { icon } from "./icons.js";
import { post } from "./requests.js";
import { explain, Surface } from "./surface.js";
import { findFault } from "./textfields.js";

export class Modals {
  constructor({ workspace, directory }) {
    Object.assign(this, { workspace, directory, stack: [], dialog: null });
  }

  /** Follow what the sandbox says about the views of this person. */
  follow({ op, view }) {
    const known = this.stack.findIndex((layer) => layer.view.id === view.id);
    if (op === "close") this.stack = this.stack.slice(0, known < 0 ? this.stack.length : known);
    else if (op === "open") this.stack = [this.layer(view)];
    else if (known >= 0) this.renew(known, view);
    else if (op === "push") this.stack.push(this.layer(view));
    this.show();
  }

  /** A view is heard of twice, by the stream and in the answer to a submission: the second time changes nothing. */
  renew(at, view) {
    if (view.hash !== this.stack[at].view.hash) this.stack[at] = this.layer(view, this.stack[at].form);
  }

  clear() {
    this.stack = [];
    this.show();
  }

  layer(view, earlier = null) {
    return { view, form: new FormState(earlier) };
  }

  show() {
    const top = this.stack.at(-1);
    if (!top) return this.hide();
    if (this.shown === top) return undefined;
    this.shown = top;
    this.ensureDialog();
    const focused = this.dialog.contains(document.activeElement) ? document.activeElement.id : null;
    fill(this.dialog, this.draw(top));
    if (!this.dialog.open) this.dialog.showModal();
    return this.focusFirst(focused);
  }

  hide() {
    this.shown = null;
    this.dialog?.remove();
    this.dialog = null;
    if (this.back?.isConnected) this.back.focus();
    this.back = null;
  }

  ensureDialog() {
    if (this.dialog) return;
    this.back = document.activeElement;
    this.dialog = el("dialog", {
      class: "dialog modal",
      dataset: { testid: "modal" },
      oncancel: (event) => [event.preventDefault(), this.close()],
    });
    document.body.append(this.dialog);
  }

  draw({ view, form }) {
    const title = uniqueId("modal");
    this.dialog.setAttribute("aria-labelledby", title);
    this.warning = el("div", { class: "notice", role: "alert", hidden: true });
    this.body = el(
      "div",
      { class: "dialog-body blocks" },
      renderBlocks(view.blocks ?? [], this.surface(view, form)),
      this.warning,
    );
    const back =
      this.stack.length > 1 &&
      el(
        "button",
        { type: "button", class: "tool", "aria-label": "Back", onclick: () => this.close() },
        icon("back", 18),
      );
    const head = el(
      "div",
      { class: "dialog-head" },
      back,
      this.directory.avatar(this.directory.workspace.state.app.bot_user_id, "small"),
      el("h2", { id: title, class: "dialog-title", dir: "auto" }, textOf(view.title)),
      el(
        "button",
        { type: "button", class: "tool", "aria-label": "Close", onclick: () => this.close() },
        icon("close", 18),
      ),
    );
    const submit = (event) => [event.preventDefault(), this.submit()];
    return el("form", { class: "dialog-form", novalidate: true, onsubmit: submit }, head, this.body, this.foot(view));
  }

  foot(view) {
    const close = el(
      "button",
      { type: "button", class: "button button-large", onclick: () => this.close() },
      textOf(view.close) || (view.submit ? "Cancel" : "Close"),
    );
    this.submitter =
      view.submit &&
      el(
        "button",
        { type: "submit", class: "button button-large button-primary", dataset: { testid: "modal-submit" } },
        textOf(view.submit),
      );
    return el("div", { class: "dialog-foot" }, close, this.submitter);
  }

  surface(view, form) {
    return new Surface({
      container: { type: "view", view_id: view.id },
      directory: this.directory,
      form,
      warn: (words) => this.warn(words),
    });
  }

  focusFirst(focused) {
    const again = focused && document.getElementById(focused);
    const first =
      this.body.querySelector("[autofocus]") ?? this.body.querySelector("input, textarea, button, a") ?? this.submitter;
    (again || first || this.dialog.querySelector("button"))?.focus();
  }

  async submit() {
    const { view, form } = this.shown;
    if (this.submitter.getAttribute("aria-busy") === "true" || this.showErrors(this.findErrors(view, form))) return;
    this.warn(null);
    this.submitter.setAttribute("aria-busy", "true");
    const answer = await post("/ui/submit", { as: this.workspace.as, view_id: view.id, state: form.toState() });
    this.submitter?.removeAttribute("aria-busy");
    this.obey(answer, view);
  }

  obey({ response_action: action, errors, view, error }, submitted) {
    if (error) this.warn(explain(error, this.directory.appName));
    else if (action === "errors") this.showErrors(errors ?? {});
    else if (action === "clear") this.clear();
    else if (action === "update" && view) this.follow({ op: "update", view: { ...view, id: view.id ?? submitted.id } });
    else if (action === "push" && view) this.follow({ op: "push", view });
    else if (!action || action === "close") this.follow({ op: "close", view: submitted });
  }

  /** Required fields that are empty and values no field takes, as Slack's own client finds them. */
  findErrors(view, form) {
    const errors = {};
    for (const { type, block_id: blockId, element, optional } of view.blocks ?? []) {
      if (type !== "input") continue;
      const held = form.read(blockId, element.action_id);
      if (!optional && isEmpty(held)) errors[blockId] = "Please complete this required field.";
      else if (findFault(element, held?.value ?? null)) errors[blockId] = findFault(element, held.value);
    }
    return errors;
  }

  /** Write errors under their fields; whether there were any. The first of them gets the focus. */
  showErrors(errors) {
    const fields = [...this.body.querySelectorAll(".field")];
    for (const field of fields) showFieldError(field, errors[field.dataset.blockId] ?? null);
    fields
      .find((field) => errors[field.dataset.blockId])
      ?.querySelector("input, textarea, select, button")
      ?.focus();
    return Object.keys(errors).length > 0;
  }

  close() {
    const { view } = this.shown;
    post("/ui/close", { as: this.workspace.as, view_id: view.id });
    this.follow({ op: "close", view });
  }

  warn(words) {
    this.warning.hidden = !words;
    fill(this.warning, words && [icon("warning", 16), el("span", {}, words)]);
  }
}
