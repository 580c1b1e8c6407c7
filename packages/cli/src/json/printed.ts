/**
 * Output of a command with `--json`: one object per line, distinguished by `kind`.
 *
 * @module
 */

import type {ObjectShape} from '@vip/analysis/internal/schema';

export interface PrintedObject {
  readonly kind: string;
  /** When it is printed, one sentence without a full stop. */
  readonly means: string;
  readonly shape: ObjectShape;
}

export interface PrintingCommand {
  /** As it is typed. */
  readonly command: string;
  /** What a reader needs to know about the output, in Markdown. */
  readonly about: string;
  readonly objects: readonly PrintedObject[];
}
