/**
 * One configuration in the layouts that people use: braces, comments, quotes, definitions, conditions,
 * sequences, and parts in included files. The daemon reads the same from each.
 *
 * @module
 */

import type {Random} from '../random.js';
import type {ConfigFiles, Node} from './grown-config.js';

const COMMENTS = ['', '', '', '', ' # as agreed', '  ! see the wiki', '#glued', '! "quoted" in it'] as const;

/** The nodes as files. */
export function laidOut(nodes: readonly Node[], random: Random): ConfigFiles {
  const files: Record<string, string> = {};
  const definitions: string[] = [];
  const writer = new Writer(random, files, definitions);
  const body = nodes.flatMap(node => writer.root(node));
  const end = random.pick(['\n', '\r\n', '\n', '\n']);
  const text = `${[...(random.oneIn(2) ? ['# configuration of lb1', ''] : []), ...definitions, ...body].join(end)}${end}`;
  return {'keepalived.conf': text, ...files};
}

class Writer {
  readonly #random: Random;
  readonly #files: Record<string, string>;
  readonly #definitions: string[];
  #count = 0;

  constructor(random: Random, files: Record<string, string>, definitions: string[]) {
    this.#random = random;
    this.#files = files;
    this.#definitions = definitions;
  }

  /** A top-level block, here or in a file of its own. */
  root(node: Node): string[] {
    if (!this.#random.oneIn(5)) return this.#node(node, 0, '');
    const directory = this.#directory();
    return [this.#include(this.#node(node, 0, directory), '', directory)];
  }

  /** @param from the directory of the file that contains it, where included files are looked up */
  #node(node: Node, depth: number, from: string): string[] {
    const random = this.#random;
    const indent = random.pick(['    ', '\t', '  ', '']).repeat(depth);
    if (typeof node === 'string') return this.#line(node).map(line => indent + line + random.pick(COMMENTS));
    const isApart = random.oneIn(8) && node.inside.length > 0;
    const directory = isApart ? from + this.#directory() : from;
    const inside = node.inside.flatMap(each => this.#node(each, depth + 1, directory));
    const body = isApart ? [indent + this.#include(inside, from, directory)] : inside;
    if (random.oneIn(10) && body.length === 1 && !/[#!]|include/.test(body[0] ?? ''))
      return [`${indent}${node.head} { ${(body[0] ?? '').trim()} }`];
    const open = random.pick([
      [`${node.head} {`],
      [`${node.head}`, '{'],
      [`${node.head}{`],
      [`${node.head} {`, ''],
    ]);
    return [...open.map(line => (line === '' ? '' : indent + line)), ...body, `${indent}}`];
  }

  /**
   * A value as it is, through a definition, conditional on this host, or with an alternative for another
   * host.
   */
  #line(text: string): string[] {
    const random = this.#random;
    const [word = '', ...rest] = text.split(' ');
    const value = rest.join(' ');
    if (value === '' || /["!#]/.test(text) || !/^[a-z]/.test(word)) return [text];
    switch (random.below(12)) {
      case 0:
        return [`${word} ${this.#define(value)}`];
      case 1:
        return [`@lb1 ${text}`];
      case 2:
        return [`@^lb1 ${word} nothing`, text];
      case 3:
        return [`@^other ${text}`];
      case 4:
        return /^[\w. -]+$/.test(value) && rest.length === 1 && !/^-/.test(value)
          ? [`${word} "${value}"`]
          : [text];
      case 5:
        return [`${word}\t  ${rest.join('  ')}`];
      default:
        return [text];
    }
  }

  #define(value: string): string {
    const random = this.#random;
    const name = `${random.pick(['NAME', 'x_', 'Value'])}${this.#count++}`;
    this.#definitions.push(`$${name}=${value}`);
    return random.oneIn(2) ? `$${name}` : `\${${name}}`;
  }

  #directory(): string {
    return this.#random.pick(['', 'conf.d/', `d${this.#count++}/`]);
  }

  /** The line that includes them, in a file of the directory `from`. */
  #include(lines: readonly string[], from: string, directory: string): string {
    const random = this.#random;
    const stem = `part${String(this.#count++).padStart(3, '0')}`;
    const below = directory.slice(from.length);
    this.#files[`${directory}${stem}.conf`] = `${lines.join('\n')}${random.pick(['\n', ''])}`;
    if (random.oneIn(3)) return `include ${below}${stem}.conf`;
    // A pattern that matches two files, the second of which is empty.
    this.#files[`${directory}${stem}-more.conf`] = '# nothing more\n';
    return `include ${below}${random.pick([`${stem}*.conf`, `${stem}{,-more}.conf`, `${stem}*`, `par[st]${stem.slice(4)}.conf`, `par?${stem.slice(4)}.conf`])}`;
  }
}
