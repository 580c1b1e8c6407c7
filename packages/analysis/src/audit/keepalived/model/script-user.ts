/**
 * Whom scripts are run as: `script_user NAME [GROUP]` of all, `user NAME [GROUP]` of one.
 *
 * @module
 */

import type {Settings} from './settings.js';

export interface ScriptUser {
  readonly name: string;
  /** Absent: the first group of the user. */
  readonly group: string | undefined;
}

export function scriptUserIn(settings: Settings, keyword: 'script_user' | 'user'): ScriptUser | undefined {
  const [, name, group] = settings.last(keyword)?.words ?? [];
  return name === undefined ? undefined : {name, group};
}
