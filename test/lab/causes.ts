/** What ended an outage, where the kernel of the observers does not believe what was announced. */

import type {TrialReport} from '@vip/core';
import type {ExecutionContext} from 'ava';
import type {Who} from '../helpers/product.js';
import {labTest} from '../helpers/require-lab.js';
import {IMPATIENT, ONE, runTrials, USER} from '../helpers/trial.js';

/** The observers with a cache of their own: the fourth sits behind the router. */
function ends({observers}: TrialReport) {
  return observers.slice(0, 3).map(({outage: {endedBy}}) => endedBy);
}

/** On a busy machine ip monitor may tell of a change so late that no frame explains it: then once more. */
async function explainedEnds(t: ExecutionContext, who: Who, args: readonly string[]) {
  let found: ReturnType<typeof ends> = [];
  for (let attempt = 0; attempt < 3; attempt++) {
    const {code, report, stderr} = await runTrials(t, who, ['--driver', 'vip', ...IMPATIENT, ...args]);
    t.is(code, 0, stderr);
    found = ends(report);
    if (found.every(end => end?.cause !== 'unexplained')) break;
  }
  t.is(found.length, 3);
  return found;
}

labTest(
  'an announcement that is dropped as gratuitous does not end the outage, and is said to have come',
  async (t, who) => {
    for (const end of await explainedEnds(t, who, ['--client-sysctl', 'drop_gratuitous_arp=1'])) {
      t.like(end, {cause: 'own-question', isCertain: true});
      t.regex(end?.ignored?.rule ?? '', /^drop_gratuitous_arp/);
    }
  },
  ONE,
);

labTest(
  'neither does one in a form that young entries ignore',
  async (t, who) => {
    const form = ['--form', 'reply', '--target-mac', 'broadcast'];
    // Ten seconds, so that every entry is young whatever the machine is busy with.
    for (const end of await explainedEnds(t, who, [...form, '--client-sysctl', 'locktime=1000'])) {
      t.like(end, {cause: 'own-question'});
      t.is(end?.ignored?.rule, 'not gratuitous, and the entry is younger than locktime');
    }
  },
  USER,
);
