/** The page put together: one workspace, its parts, and where the reader is. */

import { AppTab } from "./apptab.js";
import { ClockBar } from "./clockbar.js";
import { Composer } from "./composer.js";
import { Directory } from "./directory.js";
import { showHeader } from "./header.js";
import { fill } from "./dom.js";
import { icon } from "./icons.js";
import { MessageList } from "./messagelist.js";
import { Modals } from "./modals.js";
import { post } from "./requests.js";
import { Sidebar } from "./sidebar.js";
import { attachTheme } from "./theme.js";
import { Unread } from "./unread.js";
import { WirePanel } from "./wirepanel.js";
import { Workspace } from "./workspace.js";

const node = (id) => document.getElementById(id);

class Page {
  constructor() {
    const address = new URLSearchParams(location.search);
    this.asked = { as: address.get("as"), place: readPlace(address.get("at")) };
    this.place = null;
    this.workspace = new Workspace();
    this.directory = new Directory(this.workspace);
    this.unread = new Unread(this.workspace);
    const parts = { workspace: this.workspace, directory: this.directory, unread: this.unread };
    this.parts = parts;
    this.sidebar = new Sidebar(node("sidebar"), parts, this);
    this.list = new MessageList({ ...parts, log: node("log"), scroller: node("scroller"), pill: node("to-end") });
    this.composer = new Composer(node("composer-place"), parts);
    this.appTab = new AppTab(node("app-tab"), parts);
    this.modals = new Modals(parts);
    this.clock = new ClockBar(node("clock"), this.workspace);
    this.wire = new WirePanel(node("wire"), node("wire-toggle"), this.workspace);
    attachTheme(node("theme"));
    this.attachDrawer();
    this.listen();
  }

  async start() {
    await this.workspace.enter(this.asked.as);
    await this.workspace.refreshWire();
  }

  /** Go to a channel or a tab of the app. */
  go(place) {
    this.place = place;
    this.toggleDrawer(false);
    this.remember();
    this.show();
    if (place.tab === "home" || place.tab === "messages")
      post("/ui/home_opened", { as: this.workspace.as, tab: place.tab });
    if (this.conversation) this.composer.focus();
  }

  /** Be somebody else, in the same place if they have it. */
  async become(id) {
    this.modals.clear();
    this.asked.place = this.place;
    this.place = null;
    await this.workspace.enter(id);
    await this.workspace.refreshWire();
  }

  /** The conversation that is open, or null on the app's own tabs. */
  get conversation() {
    if (this.place?.kind === "channel") return this.place.id;
    return this.place?.tab === "messages" ? this.workspace.dm : null;
  }

  listen() {
    const on = (name, act) => this.workspace.addEventListener(name, act);
    on("state", () => this.showState());
    on("messages", ({ detail }) => this.showMessages(detail));
    on("home", () => this.place?.tab === "home" && this.appTab.showHome());
    on("view", ({ detail }) => this.modals.follow(detail));
    on("clock", () => this.showClock());
    on("wire", () => this.wire.show());
    on("connection", () => this.showConnection());
    addEventListener("focus", () => this.conversation && this.read());
  }

  showState() {
    document.title = `${this.workspace.state.team.name} · sandbox`;
    node("team").textContent = this.workspace.state.team.name;
    this.sidebar.show();
    this.clock.show();
    if (this.place && this.stillThere(this.place)) this.show();
    else this.go(this.firstPlace());
  }

  show() {
    const { place, conversation } = this;
    this.directory.conversation = conversation;
    showHeader(node("place-head"), place, this.parts, (tab) => this.go(tab));
    node("conversation").hidden = !conversation;
    node("app-tab").hidden = Boolean(conversation);
    if (conversation) this.showConversation(conversation);
    else if (place.tab === "home") this.appTab.showHome();
    else this.appTab.showAbout();
    this.sidebar.showLists();
  }

  showConversation(id) {
    const opened = `${this.workspace.as} ${id}`;
    if (this.opened === opened) this.list.show();
    else this.list.open(id);
    this.opened = opened;
    this.composer.open({ id, ...describe(this.directory.channel(id), this.directory.appName) });
    this.read();
  }

  showMessages(channel) {
    if (channel === this.conversation) {
      this.list.show();
      this.read();
    }
    this.sidebar.showLists();
  }

  showClock() {
    this.clock.show();
    if (this.conversation) this.list.show();
  }

  showConnection() {
    const lost = !this.workspace.connected;
    node("connection").hidden = !lost;
    fill(node("connection"), lost && [icon("warning", 16), "The sandbox does not answer. Trying again…"]);
  }

  /** What stands on the screen while the page is looked at is read. */
  read() {
    if (document.visibilityState === "visible") this.unread.markRead(this.conversation);
    this.sidebar.showLists();
  }

  stillThere(place) {
    return place.kind === "app" || this.directory.channel(place.id) !== null;
  }

  firstPlace() {
    const asked = this.asked.place;
    const channels = this.workspace.state.channels.filter((channel) => channel.is_member && !channel.is_archived);
    const home = channels.find((channel) => channel.bot_is_member) ?? channels[0];
    if (asked && this.stillThere(asked)) return asked;
    return home ? { kind: "channel", id: home.id } : { kind: "app", tab: "messages" };
  }

  remember() {
    const address = new URL(location.href);
    address.searchParams.set("as", this.workspace.as);
    address.searchParams.set("at", this.place.id ?? this.place.tab);
    history.replaceState(null, "", address);
  }

  attachDrawer() {
    fill(node("menu"), icon("menu", 20));
    node("menu").addEventListener("click", () => this.toggleDrawer());
    node("veil").addEventListener("click", () => this.toggleDrawer(false));
    node("sidebar").addEventListener("keydown", (event) => event.key === "Escape" && this.toggleDrawer(false));
  }

  /** In a narrow window the sidebar is a drawer. */
  toggleDrawer(open = !document.body.classList.contains("drawer-open")) {
    document.body.classList.toggle("drawer-open", open);
    node("menu").setAttribute("aria-expanded", String(open));
    if (open) node("sidebar").querySelector(".row-here, .row")?.focus();
  }
}

function readPlace(at) {
  if (!at) return null;
  return /^[CG][A-Z0-9]+$/.test(at) ? { kind: "channel", id: at } : { kind: "app", tab: at };
}

function describe(channel, app) {
  if (!channel) return { label: app, closed: null };
  if (channel.is_archived) return { label: `#${channel.name}`, closed: `#${channel.name} is archived.` };
  if (!channel.is_member) return { label: `#${channel.name}`, closed: `You are not a member of #${channel.name}.` };
  return { label: `#${channel.name}`, closed: null };
}

new Page().start();
