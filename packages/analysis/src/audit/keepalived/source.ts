/**
 * The source of configuration files, injected so that everything here is pure.
 *
 * @module
 */

export type {LinePlace as Place} from '../../findings/finding.js';

export interface ConfigSource {
  /** The text of a file; undefined if keepalived would not read it: missing, unreadable, or executable. */
  read(path: string): string | undefined;
  /** The files matching a glob(7) pattern with `{a,b}`, in order; relative patterns are resolved from the directory of `from`. */
  match(pattern: string, from: string): readonly string[];
}

/** One file without includes. */
export function textSource(path: string, text: string): ConfigSource {
  return {read: asked => (asked === path ? text : undefined), match: () => []};
}
