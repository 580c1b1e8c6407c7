/**
 * `$NAME=value`, and the replacement of `$NAME` and `${NAME}` in a line.
 *
 * @module
 */

interface Definition {
  readonly value: string;
  /** Further lines of a multi-line value. */
  readonly more?: string[];
}

const DEFINITION = /^\$([A-Za-z_][A-Za-z0-9_]*)=[ \t]*(.*)$/s;

/** A replacement can be longer than the name and contain it again. This many replacements suffice for every line that terminates. */
const MOST_REPLACEMENTS = 1000;

/** Maximum length of a line, in characters. */
const LONGEST = 1023;

export class Definitions {
  readonly #byName = new Map<string, Definition>();
  #open: {name: string; lines: string[]} | undefined;

  /** Only `_HASH` and `_BANG` are known from the file alone; for the others, a placeholder of the right kind. */
  constructor(configId = '') {
    const builtIn = {_PWD: '/etc/keepalived', _INSTANCE: configId, _RANDOM: '0', _HASH: '#', _BANG: '!'};
    for (const [name, value] of Object.entries(builtIn)) this.#byName.set(name, {value});
  }

  /** Whether the previous line belongs to a definition that continues. */
  get isOpen(): boolean {
    return this.#open !== undefined;
  }

  set(name: string, value: string): void {
    this.#byName.set(name, {value});
  }

  /** Stores the line if it is a definition, and returns whether it is. */
  define(line: string): boolean {
    const [, name, text] = DEFINITION.exec(line) ?? [];
    if (name === undefined || text === undefined) return false;
    if (text.endsWith('\\')) this.#open = {name, lines: [text.slice(0, -1).trimEnd()]};
    else this.set(name, text);
    return true;
  }

  /** A further line of the open definition, or undefined for the blank one that ends it. */
  goOn(line: string | undefined): void {
    const open = this.#open;
    if (open === undefined) return;
    const continues = line?.endsWith('\\') === true;
    if (line !== undefined) open.lines.push(continues ? line.slice(0, -1).trimEnd() : line);
    if (continues) return;
    const [value = '', ...more] = open.lines.filter(part => part !== '');
    this.#byName.set(open.name, more.length > 0 ? {value, more} : {value});
    this.#open = undefined;
  }

  /**
   * The line with definitions expanded, and the lines that follow it; undefined if expansion never ends. From where a line would become too
   * long, it stays as it is.
   */
  replace(line: string): {text: string; more: string[]; changed: boolean} | undefined {
    let text = line;
    let more: string[] = [];
    let at = 0;
    for (let count = 0; ; ) {
      at = text.indexOf('$', at);
      if (at < 0 || at + 1 === text.length) return {text, more, changed: count > 0};
      const use = this.#useAt(text, at);
      if (use === undefined) {
        at++;
        continue;
      }
      if (++count > MOST_REPLACEMENTS) return undefined;
      const longer = text.slice(0, at) + use.value + restAfter(use, text, at);
      if (longer.length > LONGEST)
        return use.value.includes('$') ? undefined : {text, more: [], changed: false};
      more = [...(use.definition.more ?? []), ...more];
      text = longer;
      if (/^[ \t]*~/.test(use.value)) return {text, more, changed: true};
    }
  }

  /**
   * A name ends at a blank, comma, `)` or the end of the line; in braces it may be anywhere. Multi-line definitions are expanded only at
   * the end.
   */
  #useAt(text: string, at: number): Use | undefined {
    const pattern =
      /\$(?:\{([A-Za-z_][A-Za-z0-9_]*)( *\d(?:[\d ]*\d)?)?\}|([A-Za-z_][A-Za-z0-9_]*)(?=[ \t,)]|$))/y;
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    const name = match?.[1] ?? match?.[3];
    if (match === null || name === undefined) return undefined;
    const end = at + match[0].length;
    const definition = this.#byName.get(name);
    if (definition === undefined || (definition.more !== undefined && end !== text.length)) return undefined;
    const limits = match[2]?.trim();
    if (limits === undefined) return {definition, value: definition.value, end, hasLimits: false};
    const value = limits.split(' ')[0] as string;
    return name === '_RANDOM' ? {definition, value, end, hasLimits: true} : undefined;
  }
}

interface Use {
  readonly definition: Definition;
  /** For `_RANDOM`, its lower limit. */
  readonly value: string;
  readonly end: number;
  readonly hasLimits: boolean;
}

/**
 * The rest of the line after the value. For a random number with limits, keepalived moves only its first octet: the others stay in place,
 * along with what remains of the name (`replace_param()`).
 */
function restAfter({value, end, hasLimits}: Use, text: string, at: number): string {
  const rest = text.slice(end);
  if (!hasLimits || rest === '' || end - at <= value.length) return rest;
  return rest.charAt(0) + text.slice(at + value.length + 1);
}
