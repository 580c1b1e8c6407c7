/**
 * Counts and lists of names for use in a sentence. Pure.
 *
 * @module
 */

/** `1 question`, `3 questions`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `once`, `twice`, `3 times`. */
export function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}

/** Maximum number of names in a sentence. */
const MOST_NAMES = 3;

/** `a`, `a and b`, `a, b and c`, `a, b, c and 3 more`. */
export function listed(all: readonly string[]): string {
  return abridged(all, MOST_NAMES);
}

/** `10.0.0.1 and 10.0.0.2`; of more than `most`, the first: `10.0.0.1, 10.0.0.2 and 7 more`. */
export function abridged(items: readonly string[], most = 5): string {
  if (items.length > most) return `${items.slice(0, most).join(', ')} and ${items.length - most} more`;
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

/** Names and the verb that agrees with them: `a is`, `a and b are`; abridged, if there are more than five. */
export function agreeing(names: readonly string[], one: string, many: string): string {
  return `${abridged(names)} ${names.length === 1 ? one : many}`;
}
