/**
 * `@id line` and `@^id line`: lines for one host, or for all others.
 *
 * @module
 */

/** What the line is for this host; undefined when it is for others. */
export function chosenBy(line: string, configId: string | undefined): string | undefined {
  const [, not, id, rest] = /^@(\^?)([^ \t]*)[ \t]+(.*)$/s.exec(line) ?? [];
  if (rest === undefined) return undefined;
  const isForUs = id === configId;
  return isForUs === (not === '') ? rest : undefined;
}

/**
 * The line once the condition is taken out: keepalived moves one octet more than it takes the rest to have (`read_line()`). Where a definition
 * has made the line longer that is too few; undefined: so few that it crashes.
 *
 * @param length what it takes for the length of what it has chosen, in octets
 */
export function withoutCondition(line: string, chosen: string, length: number): string | undefined {
  const moved = length + 1;
  if (moved < 0) return undefined;
  return moved > chosen.length ? chosen : chosen.slice(0, moved) + line.slice(moved);
}
