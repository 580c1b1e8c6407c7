/**
 * Users of this machine.
 *
 * @module
 */

import {VipError} from '@vip/arp';
import {CommandError, run} from '../process.js';
import type {UserIds} from './in-our-place.js';

/**
 * The user with that name, from whichever source this machine uses (nsswitch.conf(5)), or with that number.
 *
 * @throws VipError `BAD_ARGUMENT` if there is none
 */
export async function userIdsOf(user: string): Promise<UserIds> {
  try {
    const [uid, gid] = await Promise.all(
      ['--user', '--group'].map(async option => Number((await run(['id', option, '--', user])).stdout)),
    );
    return {uid: uid as number, gid: gid as number};
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new VipError('BAD_ARGUMENT', `user: expected one of this machine, got ${JSON.stringify(user)}`, {
      cause: error,
    });
  }
}
