/** The clock of the sandbox: what it shows, and the buttons that move it on. */

import { el, fill } from "./dom.js";
import { icon } from "./icons.js";
import { post } from "./requests.js";
import { explain } from "./surface.js";
import { formatMoment } from "./times.js";

const MOVES = [
  ["mon-09:00", "Mon 09:00", "Move on to Monday 09:00"],
  ["thu-15:00", "Thu 15:00", "Move on to Thursday 15:00"],
  ["fri-16:00", "Fri 16:00", "Move on to Friday 16:00"],
  ["+1-week", "+1 week", "Move on by one week"],
];

export class ClockBar {
  constructor(root, workspace) {
    this.workspace = workspace;
    this.asked = false;
    this.shown = el("time", { class: "clock-now", dataset: { testid: "clock-now" } });
    this.state = el("span", { class: "clock-state", role: "status", dataset: { testid: "clock-state" } });
    this.buttons = MOVES.map(([to, words, label]) =>
      el(
        "button",
        {
          type: "button",
          class: "clock-move",
          title: label,
          "aria-label": label,
          dataset: { testid: `clock-${to}` },
          onclick: () => this.move(to),
        },
        words,
      ),
    );
    fill(
      root,
      el("div", { class: "clock-face" }, icon("clock", 16), this.shown, this.state),
      el("div", { class: "clock-moves", role: "group", "aria-label": "Move the clock on" }, this.buttons),
    );
    this.root = root;
    setInterval(() => this.tick(), 1000);
  }

  show() {
    const moving = this.asked || this.workspace.clock.moving;
    this.root.classList.toggle("clock-moving", moving);
    this.root.setAttribute("aria-busy", String(moving));
    for (const button of this.buttons) button.disabled = moving;
    this.say(moving ? "moving…" : "");
    this.tick();
  }

  tick() {
    if (!this.workspace.state) return;
    const now = this.workspace.now();
    const words = formatMoment(now, this.workspace.zone);
    if (this.shown.textContent === words) return;
    this.shown.textContent = words;
    this.shown.dateTime = now.toISOString();
    this.shown.title = this.workspace.zone;
  }

  async move(to) {
    this.asked = true;
    this.show();
    const answer = await post("/ui/clock", { to });
    this.asked = false;
    if (answer.now) this.workspace.setClock(answer.now);
    else this.show();
    if (answer.error) this.say(explain(answer.error, "The clock"));
  }

  say(words) {
    if (this.state.textContent !== words) this.state.textContent = words;
  }
}
