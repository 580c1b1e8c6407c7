/**
 * The names of the user's labs, for a shell: a function in POSIX sh that prints them.
 *
 * @module
 */

import {LAB_PREFIX, userDirectoryBases, userDirectoryName} from '@vip/core/internal';

const USER = '$_vip_user';
const NAME = userDirectoryName(USER);

/**
 * Each name is a directory in the user's own directory, in one of a few places; only that directory is entered, and
 * not another user's of the same name. A lab that was killed stays until any command of ours clears it away.
 */
export const LABS = `_vip_labs() {
  _vip_user="$(id -u)"
  LC_ALL=C find ${userDirectoryBases(USER)
    .map(base => `"${base}"`)
    .join(' ')} -mindepth 1 -maxdepth 2 \\( \\
    -path "*/${NAME}*/${LAB_PREFIX}*" ! -name '*[[:cntrl:]]*' -printf '%f\\n' -o \\
    -name "${NAME}*" -user "${USER}" -o -prune \\) 2>/dev/null | LC_ALL=C sed 's/^${LAB_PREFIX}//'
}`;
