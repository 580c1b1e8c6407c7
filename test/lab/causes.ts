/**
 * What ended an outage, for every kernel setting of the observers that decides which frames are believed, in
 * both families, compared with the kernel's own report: `ip monitor` reports an entry changed by an
 * announcement as STALE, and one changed by an answer as REACHABLE.
 */

import type {TrialReport} from '@vip/core';
import type {ExecutionContext} from 'ava';
import {ipMonitor} from '../helpers/ip-monitor.js';
import {intoLab} from '../helpers/lab-watch.js';
import {EVERYBODY, startVip, type Who} from '../helpers/product.js';
import {labTest} from '../helpers/require-lab.js';
import {isTorture} from '../helpers/torture.js';
import {markedEnvironment, untilGone} from '../helpers/traces.js';
import {IMPATIENT, ONE, readReports, USER} from '../helpers/trial.js';

/** The observers with a cache of their own; others are behind the router. */
const NODES: Readonly<Record<string, string>> = {'mcv-client': 'host', ext: 'ext', router: 'router'};
const FAMILIES = [4, 6] as const;
const NEW_MAC = '02:00:00:00:00:11';

interface Row {
  readonly title: string;
  /** Settings of the observers, each set in the family that has it. */
  readonly settings: readonly string[];
  readonly options?: readonly string[];
  /** The rule by which the announcement is ignored; absent if it is believed. */
  readonly ignored?: Readonly<Record<(typeof FAMILIES)[number], RegExp>>;
}

const DROPPED: Row = {
  title: 'an announcement that is dropped as gratuitous or unsolicited does not end the outage',
  settings: ['drop_gratuitous_arp=1', 'drop_unsolicited_na=1'],
  ignored: {4: /^drop_gratuitous_arp/, 6: /^drop_unsolicited_na/},
};

const WEAK: Row = {
  title:
    'an announcement in a form that entries resist (younger than locktime, without Override) does not end the outage',
  // Ten seconds, so that every entry is young, however busy the machine.
  settings: ['locktime=1000'],
  options: ['--form', 'reply', '--target-mac', 'broadcast', '--no-override'],
  ignored: {4: /^not gratuitous, and the entry is younger than locktime$/, 6: /^without Override/},
};

const BELIEVED: readonly Row[] = [
  {title: 'with the usual settings, the announcement changes the entries', settings: []},
  {
    title: 'settings that create entries make no difference to existing ones',
    settings: ['arp_accept=1', 'accept_untracked_na=1'],
  },
  {
    title: 'without locktime, the weak form changes the entries as well',
    settings: ['locktime=0'],
    options: ['--form', 'reply', '--target-mac', 'broadcast'],
  },
];

interface End {
  readonly name: string;
  readonly family: (typeof FAMILIES)[number];
  /** The cause of the outage's end, or of the entry's change if no probe was lost. */
  readonly end: TrialReport['observers'][number]['outage']['endedBy'] | undefined;
  /** The state in which `ip monitor` first reported the entry with the new MAC; undefined if it was not listening yet. */
  readonly state: string | undefined;
}

/** Runs one trial of an address in each family, and reads the kernel's reports meanwhile. */
async function measured(t: ExecutionContext, who: Who, {settings, options = []}: Row): Promise<End[]> {
  const {mark, env} = markedEnvironment();
  const sysctls = settings.flatMap(setting => ['--client-sysctl', setting]);
  const args = ['--driver', 'vip', '--family', 'both', '--steady', '1s', '--probe-interval', '20ms'];
  const running = startVip(who, ['trial', '--json', ...args, ...IMPATIENT, ...sysctls, ...options], {env});
  await running.says('"step":"driver-start","phase":"done"');
  const monitors = Object.entries(NODES).map(
    ([name, node]) => [name, ipMonitor(t, intoLab(mark, who, node), 'neigh')] as const,
  );
  const {code, stdout, stderr} = await running.ended;
  const said = await Promise.all(
    monitors.map(async ([name, monitor]) => [name, await monitor.stop()] as const),
  );
  t.is(code, 0, stderr);
  t.deepEqual(await untilGone(mark), []);
  const {observers} = readReports(stdout).report;
  return said.flatMap(([station, lines]) =>
    FAMILIES.map(family => {
      const name = `${station}/v${family}`;
      const {vip, outage, healings = []} = observers.find(one => one.name === name) ?? {};
      const changed = lines.find(({text}) => text.startsWith(`${vip} `) && text.includes(NEW_MAC));
      const end = outage?.endedBy ?? healings.find(({mac}) => mac === NEW_MAC);
      return {name, family, end, state: changed?.text.split(' ').at(-1)};
    }),
  );
}

/** How many measurements a busy machine may need for one of which everything is known. */
const ATTEMPTS = 5;

/**
 * On a busy machine ip monitor may report a change so late that no frame explains it, or the takeover may
 * take so long that the clients are already asking when the announcement comes: then we try again. Whatever
 * is reported as certain has to be right each time.
 */
function causeTest(row: Row, users: readonly Who[]): void {
  labTest(
    row.title,
    async (t, who) => {
      let missing: End[] = [];
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const ends = await measured(t, who, row);
        t.is(ends.length, 6);
        for (const one of ends) assertRight(t, one);
        missing = ends.filter(one => !isExpected(row, one));
        if (missing.length === 0) return;
      }
      t.deepEqual(missing, [], row.title);
    },
    users,
  );
}

const OF_ANSWERS: readonly unknown[] = ['own-question', 'unasked-answer'];

/** Asserts that the kernel's report agrees, if the cause is reported as certain. */
function assertRight(t: ExecutionContext, {name, end, state}: End): void {
  if (end === undefined || end.cause === 'unexplained' || !end.isCertain || state === undefined) return;
  const text = `${name}: ${end.cause}, ${end.says}, but ip monitor: ${state}`;
  t.is(OF_ANSWERS.includes(end.cause), state === 'REACHABLE', text);
}

function isExpected({ignored}: Row, {family, end, state}: End): boolean {
  if (end === undefined || state === undefined || !end.isCertain) return false;
  if (ignored === undefined) return end.cause === 'announcement' && end.ignored === undefined;
  return end.cause === 'own-question' && ignored[family].test(end.ignored?.rule ?? '');
}

causeTest(DROPPED, isTorture ? EVERYBODY : ONE);
causeTest(WEAK, isTorture ? EVERYBODY : USER);
if (isTorture) for (const row of BELIEVED) causeTest(row, EVERYBODY);
