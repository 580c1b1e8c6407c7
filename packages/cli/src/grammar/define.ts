/**
 * How a command is defined: once, for the parser, for help, for the manual and for completion.
 *
 * @module
 */

import type {InferOptions, Option} from '@commander-js/extra-typings';
import type {AnyOption, Completion} from '../options/option.js';
import type {Mode} from './mode.js';

/** A command line, and its purpose. */
export type Example = readonly [line: string, remark?: string];

export interface Definition<Options extends readonly AnyOption[] = readonly AnyOption[]> {
  readonly name: string;
  /** Its line in the list of commands, without a full stop. */
  readonly summary: string;
  /** One or more sentences. */
  readonly description: string;
  /** The options, in the order of help. */
  readonly options: Options;
  /** Modes that exclude some of them; all that apply count. */
  readonly modes?: readonly Mode[];
  /** Paragraphs, each a list of lines. */
  readonly notes?: readonly (readonly string[])[];
  readonly examples: readonly Example[];
  /** Completion of its argument. */
  readonly completion?: Completion;
}

/** The parsed options of a command. */
export type OptionsOf<List, Found = Record<never, never>> = List extends readonly [
  Option<infer Usage, infer Preset, infer Default, infer Value, infer Mandatory, infer Choices>,
  ...infer Rest,
]
  ? OptionsOf<Rest, InferOptions<Found, Usage, Default, Value, Mandatory, Preset, Choices>>
  : Found;

/** The parsed options of a defined command. */
export type ValuesOf<Defined extends Definition> = OptionsOf<Defined['options']>;

/** Called with the exit code of the command. */
export type Finish = (code: number) => void;

/** Keeps the types of a literal. */
export function define<const Options extends readonly AnyOption[]>(
  definition: Definition<Options>,
): Definition<Options> {
  return definition;
}
