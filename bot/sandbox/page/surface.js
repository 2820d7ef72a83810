/**
 * A surface is one message, modal or Home tab as its elements see it: who reads it, what stands in its fields,
 * and the way back to the app.
 */

import { post } from "./requests.js";
import { askFirst } from "./confirm.js";

export class Surface {
  /**
   * @param {Object} container what the protocol sends as `container`
   * @param {Object} directory names of people and channels, and the reader
   * @param {import("./formstate.js").FormState} form
   * @param {(words: string|null) => void} warn shows what went wrong beside the surface; null takes it away
   */
  constructor({ container, directory, form, warn }) {
    Object.assign(this, { container, directory, form, warn });
  }

  /** A field of this surface, as the elements use it. */
  field(element, blockId, { dispatches, label = null, id = null, optional = false }) {
    const actionId = element.action_id ?? `${blockId}-action`;
    const form = this.form;
    return {
      surface: this,
      blockId,
      actionId,
      label,
      id,
      optional,
      dispatches,
      register: (initial) => form.register(blockId, actionId, initial),
      note: (payload) => form.write(blockId, actionId, payload),
      commit: (payload, node) => this.commit({ element, blockId, actionId, payload, dispatches }, node),
    };
  }

  /** Keep what a field holds now and tell the app where it wants to know. False: the reader took it back. */
  async commit({ element, blockId, actionId, payload, dispatches }, node) {
    if (dispatches && !(await askFirst(element.confirm, this.directory))) return false;
    this.form.write(blockId, actionId, payload);
    node.dispatchEvent(new CustomEvent("fieldchange", { bubbles: true }));
    if (dispatches) await this.act({ action_id: actionId, block_id: blockId, ...payload }, node);
    return true;
  }

  /** Send an action; `node` is busy until the app has answered. */
  async act(action, node) {
    if (node.getAttribute("aria-busy") === "true") return;
    this.warn(null);
    node.setAttribute("aria-busy", "true");
    const answer = await post("/ui/action", {
      as: this.directory.me,
      container: this.container,
      action,
      state: this.form.toState(),
    });
    node.removeAttribute("aria-busy");
    if (!answer.ok) this.warn(explain(answer.error, this.directory.appName));
  }

  /** The choices of an external select for what was typed so far. */
  suggest(blockId, actionId, value) {
    return post("/ui/suggest", {
      as: this.directory.me,
      container: this.container,
      action_id: actionId,
      block_id: blockId,
      value,
    });
  }
}

/** What a failed request means to the person who made it. */
export function explain(error, app) {
  if (error === "operation_timeout") return `${app} did not answer within 3 seconds (operation_timeout). Try again.`;
  if (error === "unreachable") return "The sandbox does not answer. Is it still running?";
  return `${app} could not do that (${error ?? "unknown error"}).`;
}
