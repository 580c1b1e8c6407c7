/**
 * The fingerprint of a line, as code scanning computes it (`primaryLocationLineHash`; github/codeql-action, src/fingerprints.ts): a finding
 * keeps it when lines are added above. Pure.
 *
 * @module
 */

/** Number of characters hashed, from the beginning of the line, without blanks and tabs. */
const LENGTH = 100;

const FACTOR = 37n;

/** Marks the end of the file; followed by zeros. */
const END = 0xffff;

/**
 * The fingerprint of each line from 1, undefined for lines that are not there: a hexadecimal hash of 64 bits, and which of the lines with
 * that hash it is.
 */
export function lineHashes(text: string): (line: number) => string | undefined {
  const characters = `${text.replace(/\r\n?/g, '\n').replace(/[ \t]/g, '')}${String.fromCharCode(END)}`;
  const starts = [...characters.matchAll(/(?<=^|\n)[\s\S]/g)].map(({index}) => index);
  const windows = starts.map(start => characters.slice(start, start + LENGTH));
  return line => {
    const window = windows[line - 1];
    if (window === undefined) return undefined;
    const count = windows.slice(0, line).filter(other => other === window).length;
    return `${hashOf(window)}:${count}`;
  };
}

function hashOf(window: string): string {
  let hash = 0n;
  for (let index = 0; index < LENGTH; index++)
    hash = BigInt.asUintN(64, hash * FACTOR + BigInt(window.charCodeAt(index) || 0));
  return hash.toString(16);
}
