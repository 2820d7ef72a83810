/**
 * What stands in the fields of one message or view, in the layout Slack sends as `state.values`:
 * {block_id: {action_id: {type, value | selected_…}}}. Every stateful element is in it, empty ones as null.
 */
export class FormState {
  /** @param {FormState|null} earlier fields with the same block_id, action_id and type keep what was typed */
  constructor(earlier = null) {
    this.values = {};
    this.earlier = earlier?.values ?? {};
  }

  /** Enter a field and say what it holds: what was typed before, else `initial`. A form drawn again keeps its fields. */
  register(blockId, actionId, initial) {
    const kept = this.read(blockId, actionId) ?? this.earlier[blockId]?.[actionId];
    const held = kept?.type === initial.type ? kept : initial;
    this.write(blockId, actionId, held);
    return held;
  }

  write(blockId, actionId, payload) {
    (this.values[blockId] ??= {})[actionId] = payload;
  }

  read(blockId, actionId) {
    return this.values[blockId]?.[actionId] ?? null;
  }

  /** As the protocol sends it. */
  toState() {
    return { values: this.values };
  }
}

/** Whether a payload holds nothing, as a required field sees it. */
export function isEmpty(payload) {
  const { type: _type, ...held } = payload ?? {};
  return Object.values(held).every(
    (value) => value === null || value === "" || (Array.isArray(value) && value.length === 0),
  );
}
