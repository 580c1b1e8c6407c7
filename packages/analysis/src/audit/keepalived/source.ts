/**
 * Where configuration comes from: injected, so that everything here is pure.
 *
 * @module
 */

export type {LinePlace as Place} from '../../findings/finding.js';

export interface ConfigSource {
  /** The text of a file; undefined when keepalived would not read it: missing, unreadable, or with an x bit. */
  read(path: string): string | undefined;
  /** The files that a pattern of glob(7) with `{a,b}` names, in order; a relative pattern is resolved from the directory of `from`. */
  match(pattern: string, from: string): readonly string[];
}

/** One file without includes. */
export function textSource(path: string, text: string): ConfigSource {
  return {read: asked => (asked === path ? text : undefined), match: () => []};
}
