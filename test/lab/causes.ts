/** What ended an outage if the observers' kernel does not believe the announcement. */

import type {TrialReport} from '@vip/core';
import type {ExecutionContext} from 'ava';
import type {Who} from '../helpers/product.js';
import {labTest} from '../helpers/require-lab.js';
import {IMPATIENT, ONE, runTrials, USER} from '../helpers/trial.js';

/** The observers with a cache of their own: the fourth sits behind the router. */
function ends({observers}: TrialReport) {
  return observers.slice(0, 3).map(({outage: {endedBy}}) => endedBy);
}

type End = ReturnType<typeof ends>[number];

/** How many measurements a busy machine may need for one of which everything is known. */
const ATTEMPTS = 5;

/**
 * On a busy machine ip monitor may report a change so late that no frame explains it, or the takeover may take so long that the clients are
 * already asking when the announcement comes, and nobody knows what they made of it: then we try again.
 */
async function knownEnds(t: ExecutionContext, who: Who, args: readonly string[]): Promise<End[]> {
  let found: End[] = [];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const {code, report, stderr} = await runTrials(t, who, ['--driver', 'vip', ...IMPATIENT, ...args]);
    t.is(code, 0, stderr);
    found = ends(report);
    if (found.every(end => end?.cause !== 'unexplained' && end?.ignored !== undefined)) break;
  }
  t.is(found.length, 3);
  return found;
}

labTest(
  'an announcement that is dropped as gratuitous does not end the outage, and is reported as received',
  async (t, who) => {
    for (const end of await knownEnds(t, who, ['--client-sysctl', 'drop_gratuitous_arp=1'])) {
      t.like(end, {cause: 'own-question', isCertain: true});
      t.regex(end?.ignored?.rule ?? '', /^drop_gratuitous_arp/);
    }
  },
  ONE,
);

labTest(
  'nor does one in a form that young entries ignore',
  async (t, who) => {
    const form = ['--form', 'reply', '--target-mac', 'broadcast'];
    // Ten seconds, so that every entry is young whatever the machine is busy with.
    for (const end of await knownEnds(t, who, [...form, '--client-sysctl', 'locktime=1000'])) {
      t.like(end, {cause: 'own-question'});
      t.is(end?.ignored?.rule, 'not gratuitous, and the entry is younger than locktime');
    }
  },
  USER,
);
