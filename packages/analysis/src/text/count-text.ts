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
  if (all.length > MOST_NAMES)
    return `${all.slice(0, MOST_NAMES).join(', ')} and ${all.length - MOST_NAMES} more`;
  const last = all.at(-1) ?? '';
  return all.length < 2 ? last : `${all.slice(0, -1).join(', ')} and ${last}`;
}

/** `10.0.0.1, 10.0.0.2 and 7 more`: the first of many. */
export function abridged(items: readonly string[], most = 5): string {
  if (items.length <= most) return items.join(', ');
  return `${items.slice(0, most).join(', ')} and ${items.length - most} more`;
}
