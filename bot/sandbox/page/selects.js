/** The select elements of Block Kit: where each takes its choices from, and how it says what was chosen. */

import { Combobox } from "./combobox.js";
import { textOf } from "./format.js";

/** One row a kind: the key of its payload, the key of what it starts with, and its choices. */
const KINDS = {
  static_select: { key: "selected_option", initial: "initial_option", load: loadStatic },
  external_select: { key: "selected_option", initial: "initial_option", load: loadExternal },
  users_select: { key: "selected_user", initial: "initial_user", load: loadPeople },
  conversations_select: { key: "selected_conversation", initial: "initial_conversation", load: loadConversations },
};

export function isSelect(type) {
  return type.replace(/^multi_/, "") in KINDS;
}

/**
 * Render a select of any kind.
 * @param {Object} element the Block Kit element
 * @param {Object} field see `elements.js`
 */
export function renderSelect(element, field) {
  const multiple = element.type.startsWith("multi_");
  const kind = KINDS[element.type.replace(/^multi_/, "")];
  const key = multiple ? `${kind.key}s` : kind.key;
  const payload = (value) => ({ type: element.type, [key]: value });
  const starting = [(multiple ? element[`${kind.initial}s`] : element[kind.initial]) ?? current(element, field)].flat();
  const held = field.register(payload(multiple ? starting : (starting[0] ?? null)))[key];
  const combobox = new Combobox({
    id: field.id,
    label: field.label ?? (textOf(element.placeholder) || "Select"),
    placeholder: textOf(element.placeholder) || "Select an option",
    multiple,
    clearable: field.optional,
    limit: element.max_selected_items ?? Infinity,
    least: kind.load === loadExternal ? (element.min_query_length ?? 3) : 0,
    wait: kind.load === loadExternal ? 150 : 0,
    chosen: [held]
      .flat()
      .filter(Boolean)
      .map((value) => toChoice(value, field.surface)),
    load: (query) => kind.load(query, element, field),
    onchange: (chosen) =>
      field.commit(payload(multiple ? chosen.map(({ raw }) => raw) : (chosen[0]?.raw ?? null)), combobox.node),
  });
  return combobox.node;
}

async function loadStatic(query, element) {
  return narrow(groupsOf(element), query);
}

async function loadExternal(query, element, field) {
  const answer = await field.surface.suggest(field.blockId, element.action_id, query);
  if (answer.error) throw new Error("The choices could not be loaded. Try again.");
  return groupsOf(answer);
}

async function loadPeople(query, element, field) {
  const people = field.surface.directory.people().filter((person) => !person.deleted);
  return narrow([{ options: people.map((person) => toChoice(person.id, field.surface)) }], query);
}

async function loadConversations(query, element, field) {
  const people = mayHold("im", element) ? field.surface.directory.people() : [];
  const conversations = [...channelsFor(element, field), ...people];
  return narrow([{ options: conversations.map(({ id }) => toChoice(id, field.surface)) }], query);
}

/** Where the reader is, if the element starts with that and may hold it. */
function current(element, field) {
  const here = element.default_to_current_conversation ? field.surface.directory.conversation : null;
  return channelsFor(element, field).flatMap(({ id }) => (id === here ? [id] : []));
}

function channelsFor(element, field) {
  const inner = element.filter?.exclude_external_shared_channels;
  return field.surface.directory.channels().filter((channel) => {
    const kind = channel.is_private ? "private" : "public";
    return mayHold(kind, element) && !channel.is_archived && !(inner && channel.is_ext_shared);
  });
}

function mayHold(kind, element) {
  return element.filter?.include?.includes(kind) ?? true;
}

function groupsOf({ options, option_groups: groups }) {
  if (groups)
    return groups.map((group) => ({
      label: textOf(group.label),
      options: group.options.map((option) => toChoice(option)),
    }));
  return [{ options: (options ?? []).map((option) => toChoice(option)) }];
}

/** An option object, or the id of a person or channel, as a choice. */
function toChoice(raw, surface) {
  if (typeof raw !== "string")
    return { raw, value: raw.value, text: textOf(raw.text), detail: textOf(raw.description) || null };
  const { directory } = surface;
  const person = directory.person(raw);
  if (person) return { raw, value: raw, text: directory.userName(raw), detail: person.title || null };
  return { raw, value: raw, text: `#${directory.channelName(raw) ?? raw}` };
}

function narrow(groups, query) {
  const wanted = fold(query);
  const keeps = ({ text, detail }) => fold(text).includes(wanted) || (detail && fold(detail).includes(wanted));
  return groups
    .map((group) => ({ ...group, options: group.options.filter(keeps) }))
    .filter(({ options }) => options.length);
}

function fold(words) {
  return words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
