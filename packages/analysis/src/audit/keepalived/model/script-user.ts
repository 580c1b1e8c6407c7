/**
 * The user that scripts run as: `script_user NAME [GROUP]` for all, `user NAME [GROUP]` for one.
 *
 * @module
 */

import type {Settings} from './settings.js';

export interface ScriptUser {
  readonly name: string;
  /** If absent, the user's primary group. */
  readonly group: string | undefined;
}

export function scriptUserIn(settings: Settings, keyword: 'script_user' | 'user'): ScriptUser | undefined {
  const [, name, group] = settings.last(keyword)?.words ?? [];
  return name === undefined ? undefined : {name, group};
}
