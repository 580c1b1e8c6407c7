/**
 * `~SEQ(v,from[,step],to) text` and `~LST(v,a,b) text`: one line that stands for many.
 *
 * @module
 */

/** The values of the variables for each line, and the line. */
export interface Sequence {
  readonly text: string;
  readonly rounds: Iterator<readonly (readonly [name: string, value: string])[]>;
}

/** Undefined if the line is not a valid sequence. `resolve` expands definitions. */
export function sequenceOf(line: string, resolve: (text: string) => string): Sequence | undefined {
  return line.startsWith('~SEQ') ? numbers(line, resolve) : list(line, resolve);
}

const NUMBER = '\\s*(-?(?:0[xX][0-9a-fA-F]+|\\d+))\\s*';

function numbers(line: string, resolve: (text: string) => string): Sequence | undefined {
  const head = /^~SEQ(x?)[ \t]*\([ \t]*([^ \t,)]+)[ \t]*,([^)]*)\)[ \t]*(.*)$/s.exec(line);
  if (head === null) return undefined;
  const [, hex, name = '', limits = '', text = ''] = head;
  const match = new RegExp(`^${NUMBER}(?:,${NUMBER})?(?:,${NUMBER})?$`).exec(resolve(limits));
  if (match === null) return undefined;
  const given = match.slice(1).filter(part => part !== undefined);
  const range = rangeOf(given.map(Number));
  if (range === undefined || (hex !== '' && (range.from < 0 || range.to < 0))) return undefined;
  return {text, rounds: count(range, value => [[name, value.toString(hex === '' ? 10 : 16)]])};
}

interface Range {
  readonly from: number;
  readonly step: number;
  readonly to: number;
}

function rangeOf([one = 0, two, three]: number[]): Range | undefined {
  if (two === undefined) return {from: one < 0 ? -1 : 1, step: one < 1 ? -1 : 1, to: one};
  if (three === undefined) return {from: one, step: one <= two ? 1 : -1, to: two};
  const backwards = (one < three && two < 0) || (one > three && two > 0);
  return two === 0 || backwards ? undefined : {from: one, step: two, to: three};
}

function* count<T>({from, step, to}: Range, make: (value: number) => T): Generator<T> {
  for (let value = from; step > 0 ? value <= to : value >= to; value += step) yield make(value);
}

/** `~LST(v,a,b)`, or with several variables `~LST({i,j},{1,2},{7,8})`; variables without a value are blank. */
function list(line: string, resolve: (text: string) => string): Sequence | undefined {
  const match = /^~LST[ \t]*\(([^)]*)\)[ \t]*(.*)$/s.exec(line);
  if (match === null) return undefined;
  const groups = groupsOf(resolve(match[1] as string));
  const [names, ...values] = groups ?? [];
  if (names === undefined || values.length === 0) return undefined;
  if (names.some(name => name === '') || values.some(({length}) => length > names.length)) return undefined;
  const rounds = values.map(set => names.map((name, index) => [name, set[index] ?? ''] as const));
  return {text: match[2] as string, rounds: rounds.values()};
}

/** `a,{b,c},d` as `[[a],[b,c],[d]]`. */
function groupsOf(text: string): string[][] | undefined {
  const pattern = /[ \t]*(?:\{([^{}]*)\}|([^{},]*))[ \t]*(,|$)/y;
  const groups: string[][] = [];
  for (;;) {
    const match = pattern.exec(text);
    if (match === null) return undefined;
    groups.push((match[1]?.split(',') ?? [match[2] as string]).map(part => part.trim()));
    if (match[3] === '') return groups;
  }
}
