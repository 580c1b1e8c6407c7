/**
 * `@id line` and `@^id line`: lines for one host, or for all others.
 *
 * @module
 */

/** The line without its condition; undefined if it does not apply to this host. */
export function chosenBy(line: string, configId: string | undefined): string | undefined {
  const [, not, id, rest] = /^@(\^?)([^ \t]*)[ \t]+(.*)$/s.exec(line) ?? [];
  if (rest === undefined) return undefined;
  const isForUs = id === configId;
  return isForUs === (not === '') ? rest : undefined;
}

/**
 * The line after the condition is removed: keepalived moves one octet more than its computed length of the rest (`read_line()`). If a
 * definition has made the line longer, that is too few; undefined if so few that it crashes.
 *
 * @param length the length that it computes for the selected text, in octets
 */
export function withoutCondition(line: string, chosen: string, length: number): string | undefined {
  const moved = length + 1;
  if (moved < 0) return undefined;
  return moved > chosen.length ? chosen : chosen.slice(0, moved) + line.slice(moved);
}
