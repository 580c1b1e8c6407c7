/**
 * The user that keepalived runs a script as, on this host.
 *
 * @module
 */

import type {VrrpScript} from '../../audit/keepalived/model/script.js';
import {USUAL_USER} from '../daemons.js';
import {type Account, accountOf, groupIdOf} from '../host/accounts.js';
import type {Here} from './rule.js';

export type RunAs =
  | {readonly account: Account}
  /** The script is removed: why. */
  | {readonly nobody: string};

const ROOT: Account = {name: 'root', uid: 0, gid: 0};

/** @throws Blind if it is unknown whether the user exists */
export async function runAs(script: VrrpScript, {node, host}: Here): Promise<RunAs> {
  const {scriptUser, scriptSecurity} = node.config.globals;
  const named = script.user ?? scriptUser;
  if (named === undefined)
    return scriptSecurity === undefined
      ? {account: ROOT}
      : {nobody: `enable_script_security without script_user, and there is no user ${USUAL_USER} here`};
  const account = await accountOf(named.name, host);
  if (account === undefined) return {nobody: `there is no user ${named.name} here`};
  if (named.group === undefined) return {account};
  const gid = await groupIdOf(named.group, host);
  return gid === undefined ? {nobody: `there is no group ${named.group} here`} : {account: {...account, gid}};
}
