/**
 * What a person has not looked at yet. Kept for this browser tab; somebody never looked through before has read
 * what stood there when the tab was opened.
 */

const OPENED = "touchbase-opened";

export class Unread {
  constructor(workspace) {
    this.workspace = workspace;
    if (!sessionStorage.getItem(OPENED)) sessionStorage.setItem(OPENED, String(Date.now() / 1000));
  }

  /** Messages of others that came after the person's last look. */
  list(channel) {
    const since = this.lastRead(channel);
    return this.workspace
      .messagesOf(channel)
      .filter((message) => Number(message.ts) > since && message.user !== this.workspace.as);
  }

  lastRead(channel) {
    return this.read()[channel] ?? Number(sessionStorage.getItem(OPENED));
  }

  markRead(channel) {
    const last = this.workspace.messagesOf(channel).at(-1);
    if (last) sessionStorage.setItem(this.key, JSON.stringify({ ...this.read(), [channel]: Number(last.ts) }));
  }

  read() {
    return JSON.parse(sessionStorage.getItem(this.key) ?? "{}");
  }

  get key() {
    return `touchbase-read-${this.workspace.as}`;
  }
}
