/**
 * The workspace as one person sees it: what the sandbox said last, and what it says from then on.
 *
 * Events: `state` (everything may differ), `messages` (detail: channel id), `home`, `view` (detail: the event),
 * `clock`, `wire`, `connection`.
 */

import { get } from "./requests.js";

/** Until an app is installed. */
const NO_APP = { id: "", name: "App", bot_id: "", bot_user_id: "" };

export class Workspace extends EventTarget {
  constructor() {
    super();
    this.as = null;
    this.state = null;
    this.wire = new Map();
    this.connected = true;
    this.failure = null;
    this.stale = true;
    this.turn = 0;
    this.buffers = new Set();
    this.clock = { now: 0, at: 0, zone: "UTC", moving: false };
  }

  /** See the workspace as `as` (null: as whoever the sandbox offers). The stream is opened first, so nothing falls between. */
  async enter(as) {
    this.stream?.close();
    this.as = as;
    this.stale = true;
    if (as) await this.listen();
    if (as !== this.as) return;
    const known = await this.refresh();
    if (known && !as) await this.enter(known.as ?? known.dms[0].user);
    else if (!known && as && this.failure === "user_not_found") await this.enter(null);
  }

  /** Fetch everything again. What happens meanwhile is put on top of the answer, which may not have it yet. */
  async refresh() {
    const turn = (this.turn += 1);
    const missed = [];
    this.buffers.add(missed);
    const answer = await get("/ui/state", { as: this.as });
    this.buffers.delete(missed);
    if (turn !== this.turn) return null;
    if (!answer.users) return this.lose(answer.error);
    if (this.as) this.take(answer, missed);
    return answer;
  }

  async refreshWire() {
    const { rows = [] } = await get("/ui/wire");
    for (const row of rows) this.wire.set(row.id, row);
    this.tell("wire");
  }

  /** The instant the workspace's clock shows. It runs on between two words from the sandbox. */
  now() {
    return new Date(this.clock.now + (this.clock.moving ? 0 : performance.now() - this.clock.at));
  }

  get zone() {
    return this.state?.clock.zone ?? "UTC";
  }

  messagesOf(channel) {
    return this.state?.messages[channel] ?? [];
  }

  /** The person's conversation with the app, or null. */
  get dm() {
    return this.state?.dms[0]?.id ?? null;
  }

  /** Resolves once the stream is open, or the first try has failed; it goes on trying by itself. */
  listen() {
    const stream = new EventSource(`/ui/stream?as=${encodeURIComponent(this.as)}`);
    this.stream = stream;
    stream.onmessage = ({ data }) => this.hear(JSON.parse(data));
    return new Promise((settled) => {
      let before = false;
      stream.onopen = () => {
        this.setConnected(true);
        if (before) this.catchUp();
        before = true;
        settled();
      };
      stream.onerror = () => {
        this.setConnected(false);
        before = true;
        settled();
      };
    });
  }

  hear(event) {
    for (const buffer of this.buffers) buffer.push(event);
    if (!this.stale) this.apply(event);
  }

  async catchUp() {
    await this.refresh();
    await this.refreshWire();
  }

  take(answer, missed) {
    const fresh = this.stale;
    this.state = { ...answer, app: answer.app ?? NO_APP };
    this.stale = false;
    this.failure = null;
    this.setClock(answer.clock.now, answer.clock.moving);
    for (const event of missed) if (fresh || event.type === "message") this.apply(event);
    this.tell("state");
  }

  apply(event) {
    if (event.type === "message") this.applyMessage(event);
    else if (event.type === "clock") this.setClock(event.now, event.moving);
    else if (event.type === "wire") this.wire.set(event.row.id, event.row);
    else if (event.type === "home") this.state.home = event.view;
    else if (event.type === "state") return this.refresh();
    return this.tell(event.type === "message" ? "messages" : event.type, event.message?.channel ?? event);
  }

  applyMessage({ op, message }) {
    const others = this.messagesOf(message.channel).filter(({ ts }) => ts !== message.ts);
    const list = op === "deleted" ? others : [...others, message];
    this.state.messages[message.channel] = list.sort((a, b) => Number(a.ts) - Number(b.ts));
  }

  setClock(now, moving = false) {
    this.clock = { now: Date.parse(now), at: performance.now(), moving };
    this.tell("clock");
  }

  setConnected(connected) {
    if (connected === this.connected) return;
    this.connected = connected;
    this.tell("connection");
  }

  lose(error) {
    this.setConnected(false);
    this.failure = error;
    this.tell("connection");
    return null;
  }

  tell(name, detail = null) {
    if (this.state || name === "connection") this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
