/**
 * What `keepalived -t` accepts and refuses of changed files, and what we make of them. As root: seen from a user namespace every
 * script of root's is one that others can write to.
 */

import {readConfig, textSource} from '@vip/analysis/audit';
import {type Checked, checkAll} from '../helpers/audit/config-test.js';
import {mutate} from '../helpers/audit/mutations.js';
import {PLAIN, RICH_VRRP} from '../helpers/audit/rich-config.js';
import {seeded} from '../helpers/random.js';
import {rootTest} from '../helpers/require-lab.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {rounds} from '../helpers/torture.js';

/** It depends on the machine, not on the file: an interface, a script, a user that is not there. */
const OF_THE_MACHINE =
  /doesn't exist|[Uu]nknown interface|not found\/accessible|SECURITY VIOLATION|script uid\/gid|Unable to (?:set|find)|due to insecure|Unable to access/;

function isOfTheMachine({messages}: Checked): boolean {
  return messages.some(message => OF_THE_MACHINE.test(message));
}

rootTest('changed files: accepted where keepalived -t accepts, a place named where it refuses', (t, who) => {
  const random = seeded(rounds(20_240_901, 20_240_902));
  const texts = Array.from({length: rounds(50, 1000)}, () =>
    mutate(random.oneIn(4) ? PLAIN : RICH_VRRP, random),
  );
  const checked = checkAll(who, temporaryDirectory(t), [...texts, RICH_VRRP, PLAIN]);
  t.deepEqual(
    checked.slice(-2).map(({exitCode, messages}) => [exitCode, messages]),
    [
      [0, []],
      [0, []],
    ],
  );
  let located = 0;
  let refused = 0;
  for (const [index, text] of texts.entries()) {
    const theirs = checked[index] as Checked;
    const ours = readConfig('changed.conf', textSource('changed.conf', text), {configId: 'lb1'}).faults;
    // A missing file is told, and no reason to refuse.
    const faults = ours.filter(({kind}) => kind !== 'include');
    const told = `${text}\n${theirs.messages.join('\n')}\n${JSON.stringify(faults, null, 1)}`;
    if (theirs.exitCode === 0) t.deepEqual(faults, [], told);
    else if (!isOfTheMachine(theirs)) t.true(faults.length > 0, told);
    if (theirs.lines.length === 0 || isOfTheMachine(theirs)) continue;
    refused += 1;
    if (theirs.lines.some(line => faults.some(({place}) => place.line === line))) located += 1;
  }
  t.true(located >= refused * 0.97, `${located} of ${refused} located`);
});
