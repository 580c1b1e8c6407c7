/**
 * Text in the characters of the caller's locale: ASCII if that is not UTF-8. Output for machines, JSON and files, is UTF-8
 * in any locale.
 *
 * @module
 */

/** Characters that we print ourselves, and their ASCII replacements. */
const IN_ASCII: Readonly<Record<string, string>> = {
  '±': '+-',
  µ: 'u',
  '×': 'x',
  '−': '-',
  '–': '-',
  '→': '->',
  '←': '<-',
  '…': '...',
  '’': "'",
  '“': '"',
  '”': '"',
  '§': 'section ',
};

/** The first of these that is set decides (locale(7)). */
export function isUtf8({LC_ALL, LC_CTYPE, LANG}: NodeJS.ProcessEnv = process.env): boolean {
  const name = (LC_ALL || LC_CTYPE || LANG || '').toLowerCase();
  return name.includes('utf-8') || name.includes('utf8');
}

/** For people to read, and of the same width in columns (`± 5 ms`). Other characters, from names and the wire, are escaped as in JSON. */
export function withLocale(text: string): string {
  if (isUtf8()) return text;
  return text
    .replaceAll('± ', '+-')
    .replace(/[^\0-\x7f]/gu, character => IN_ASCII[character] ?? escaped(character));
}

function escaped(character: string): string {
  return [...Array(character.length).keys()]
    .map(index => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
}
