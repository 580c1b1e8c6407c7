/**
 * `name=value` as printed by crm and pcs.
 *
 * @module
 */

interface Setting {
  readonly name: string;
  readonly value: string;
  readonly index: number;
}

/** Words and settings of a line. A word has no value. */
export function settingsIn(text: string): (Setting | {readonly word: string})[] {
  return [...text.matchAll(/([\w$-]+)=(?:"([^"]*)"|(\S*))|\S+/g)].map(
    ({0: whole, 1: name, 2: quoted, 3: bare, index}) =>
      name === undefined ? {word: whole} : {name, value: quoted ?? bare ?? '', index},
  );
}
