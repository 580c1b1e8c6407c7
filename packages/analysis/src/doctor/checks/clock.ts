/**
 * Only signed advertisements depend on the clock. Their rejection follows from the protocol and was not measured here.
 *
 * @module
 */

import {aboutAddress, type Check} from '../check.js';
import {instancesOf, managersOf} from '../daemons.js';
import type {Host} from '../host/host.js';
import {Blind, type CommandAnswer} from '../host/reader.js';

export const CLOCK: Check = {
  code: 'DOCTOR_CLOCK',
  roles: ['active', 'passive'],
  title: 'advertisements are signed, and the clock is not synchronised',
  look: aboutAddress(async ({vip}, host) => {
    const instances = (await managersOf(host)).flatMap(manager => instancesOf(manager, vip));
    const signed = instances.find(({hmac}) => hmac?.activeKey !== undefined);
    if (signed === undefined || (await isSynchronised(host))) return [];
    return [
      {
        severity: 'note',
        evidence: `${signed.name} signs its advertisements (auth_hmac), and the clock of this host is not synchronised`,
        consequence:
          'each node rejects the advertisements of the other once their clocks differ by more than time_window: both become master',
        mend: [],
        lasting: 'run chrony or systemd-timesyncd on each node',
      },
    ];
  }),
};

/** Programs that query the kernel (adjtimex(2)), and their output for a synchronised clock. */
const WITNESSES: readonly {
  readonly argv: readonly string[];
  readonly read: (printed: string) => boolean | undefined;
}[] = [
  {
    argv: ['timedatectl', 'show', '--property=NTPSynchronized', '--value'],
    read: printed => ({yes: true, no: false})[printed.trim()],
  },
  {argv: ['adjtimex', '--print'], read: printed => isSet(/^\s*status:\s+(\d+)/m.exec(printed)?.[1])},
  {argv: ['ntptime'], read: printed => isSet(/\bstatus (0x[0-9a-f]+)/.exec(printed)?.[1])},
];

/** STA_UNSYNC of <linux/timex.h>. */
const UNSYNCHRONISED = 0x40;

function isSet(status: string | undefined): boolean | undefined {
  return status === undefined ? undefined : (Number(status) & UNSYNCHRONISED) === 0;
}

/** @throws Blind if none of these programs reports it */
async function isSynchronised(host: Host): Promise<boolean> {
  for (const {argv, read} of WITNESSES) {
    const {stdout}: CommandAnswer = await host.run(argv);
    const answer = read(stdout);
    if (answer !== undefined) return answer;
  }
  throw new Blind(
    `the state of the clock: ${WITNESSES.map(({argv}) => argv[0]).join(', ')} do not report it`,
  );
}
