import {lessonTest} from '../helpers/lesson-test.js';
import {isLabInit, untilDescendant} from '../helpers/processes.js';
import {asWho, jsonLines, startCommand, startVip, vip, type Who} from '../helpers/product.js';
import {labTest, tortured} from '../helpers/require-lab.js';

/** Sends a datagram from the VIP to an unused address: the new holder asks for it by broadcast. */
const ASK_FOR_STRANGER = `
const socket = require('dgram').createSocket('udp4');
socket.bind(0, '10.3.2.200', () => socket.send('?', 9, '10.3.2.77', () => process.exit()));
`;

lessonTest(
  'an unrelated frame that corrects the cache is named instead of the announcement',
  async (t, who) => {
    const running = startVip(who, ['experiment', '--delay', '2s']);
    await running.says('Right now, pings should NOT be going through');
    await running.says('Sending out gratuitous ARP for new MAC in 2');
    const {pid} = await untilDescendant(running.child.pid as number, isLabInit);
    const user = who === 'user' ? ['--user', '--preserve-credentials'] : [];
    const enter = ['nsenter', '--target', String(pid), '--mount', '--pid', '--net', ...user, '--'];
    const inside = ['ip', 'netns', 'exec', 'ns1', process.execPath, '-e', ASK_FOR_STRANGER];
    const asked = await startCommand(asWho(who, [...enter, ...inside])).ended;
    t.is(asked.code, 0, asked.stderr);
    const {code, stdout, stderr} = await running.ended;
    t.is(code, 1, stdout + stderr);
    t.regex(
      stdout,
      /^ {2}NOT {2}the announcement ends the outage at every observer, and nothing else does: .*ext: side traffic: who-has 10\.3\.2\.77 tell 10\.3\.2\.200/m,
    );
    t.true(stdout.endsWith('The failover did not go as expected.\n'));
  },
);

interface Summary {
  readonly held: boolean;
  readonly failedAt: string;
  readonly observers: readonly {
    readonly name: string;
    readonly via?: string;
    readonly endedBy?: {readonly cause: string};
    readonly outage: {readonly leastNs: string; readonly mostNs?: string};
    readonly walk: readonly {readonly state: string; readonly mac?: string}[];
  }[];
}

// One user is enough for a test that waits for the kernel's own timers.
const WHO: readonly Who[] = ['user'];

labTest(
  'without an announcement each client finds out by itself, within the bounds of its timers',
  async (t, who) => {
    t.timeout(100_000);
    const {code, stdout, stderr} = await vip(who, ['experiment', '--no-garp', '--delay', '0s', '--json']);
    t.is(code, 0, stderr);
    const {held, observers} = jsonLines(stdout).at(-1) as unknown as Summary;
    t.true(held);
    for (const {name, via, endedBy, outage, walk} of observers) {
      t.is(endedBy?.cause, 'own-question', name);
      // From 8.1 s for an entry about to expire, less the part of DELAY that was over when the VIP moved, to
      // 53 s plus the timers' slack.
      t.true(Number(outage.leastNs) > 3e9, `${name}: ${outage.leastNs}`);
      t.true(Number(outage.mostNs) < 57e9, `${name}: ${outage.mostNs}`);
      if (via !== undefined) continue;
      const states = walk.map(({state}) => state);
      const healed = walk.findIndex(({mac}) => mac === '02:00:00:00:00:11');
      const path = states.slice(0, healed).filter(state => state !== 'STALE' && state !== 'INCOMPLETE');
      t.deepEqual(path.slice(-3), ['DELAY', 'PROBE', 'FAILED'], `${name}: ${states.join(' ')}`);
      t.is(states[healed], 'REACHABLE', name);
    }
  },
  tortured(WHO),
);
