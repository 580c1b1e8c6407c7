/**
 * What a machine's shell prints before our script begins: a greeting, the output of a profile, or the message of a program that
 * is not a shell.
 *
 * @module
 */

import {printable} from '@vip/analysis/internal';

/** The longest greeting that is read. Octets. */
const MOST_GREETING = 64 << 10;

/** Characters quoted of unexpected output. */
const MOST_QUOTED = 60;

export interface Greeting {
  readonly text: Buffer;
  /** What followed the mark; undefined if the output ended, or grew too long, before it. */
  readonly rest: Buffer | undefined;
  readonly isTooLong: boolean;
  readonly isSilent: boolean;
}

/** Reads a shell's output to the line with the mark, which is the first that our script prints. */
export async function readShellGreeting(output: AsyncIterable<Buffer>, mark: string): Promise<Greeting> {
  let text: Buffer = Buffer.alloc(0);
  const read = (rest?: Buffer, isTooLong = false) => ({text, rest, isTooLong, isSilent: text.length === 0});
  for await (const chunk of output) {
    text = Buffer.concat([text, chunk]);
    const at = text.indexOf(`${mark}\n`);
    if (at >= 0) return read(text.subarray(at + mark.length + 1));
    if (text.length > MOST_GREETING) return read(undefined, true);
  }
  return read();
}

/** The end of its last line, quoted; `nothing` without output. */
export function formatGreeting({text, isSilent}: Greeting): string {
  if (isSilent) return 'nothing';
  const end = text
    .subarray(-4 * MOST_QUOTED)
    .toString()
    .trim();
  return JSON.stringify(printable(end.split('\n').at(-1) ?? '').slice(-MOST_QUOTED));
}
