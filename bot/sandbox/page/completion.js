/**
 * What could be meant at the caret of the message box: a slash command, a person, a channel. Pure.
 *
 * A suggestion is {kind, from, to, items: [{insert, name, detail, title?}]}: `insert` would replace the text
 * between `from` and `to`.
 */

const MOST = 8;

/**
 * @param {string} text the whole text
 * @param {number} caret
 * @param {{commands: Object[], people: Object[], channels: Object[]}} known
 */
export function suggest(text, caret, known) {
  const before = text.slice(0, caret);
  return (
    suggestCommand(before, known.commands) ??
    suggestPerson(before, known.people) ??
    suggestChannel(before, known.channels)
  );
}

/** The command a text begins with, once its name is complete: for the hint about what follows. */
export function commandOf(text, commands) {
  const name = /^(\/\S+)\s/.exec(text)?.[1].toLowerCase();
  return commands.find(({ command }) => command === name) ?? null;
}

function suggestCommand(before, commands) {
  const typed = /^\/\S*$/.exec(before)?.[0].toLowerCase();
  if (!typed) return null;
  const items = commands
    .filter(({ command }) => command.startsWith(typed))
    .map((one) => ({
      insert: `${one.command} `,
      name: one.command,
      title: one.usage_hint ?? "",
      detail: one.description,
    }));
  return found("command", 0, before.length, items);
}

function suggestPerson(before, people) {
  const typed = /(?:^|[\s(])@([\p{L}\p{N}._-]*)$/u.exec(before)?.[1];
  if (typed === undefined) return null;
  const wanted = fold(typed);
  const names = (person) =>
    [person.name, person.display_name, ...(person.real_name ?? "").split(/\s+/)].map((name) => fold(name ?? ""));
  const items = people
    .filter((person) => names(person).some((name) => name.startsWith(wanted)))
    .sort(
      (a, b) =>
        Number(fold(b.name).startsWith(wanted)) - Number(fold(a.name).startsWith(wanted)) ||
        a.name.localeCompare(b.name),
    )
    .map((person) => ({
      insert: `@${person.name} `,
      name: person.real_name,
      detail: `@${person.name}`,
      title: person.title,
      id: person.id,
    }));
  return found("person", before.length - typed.length - 1, before.length, items);
}

function suggestChannel(before, channels) {
  const typed = /(?:^|[\s(])#([\p{L}\p{N}_-]*)$/u.exec(before)?.[1];
  if (typed === undefined) return null;
  const items = channels
    .filter((channel) => !channel.is_archived && channel.name.startsWith(fold(typed)))
    .map((channel) => ({ insert: `#${channel.name} `, name: `#${channel.name}`, detail: channel.topic ?? "" }));
  return found("channel", before.length - typed.length - 1, before.length, items);
}

function found(kind, from, to, items) {
  return items.length ? { kind, from, to, items: items.slice(0, MOST) } : null;
}

function fold(words) {
  return words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
