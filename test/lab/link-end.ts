import {setTimeout as sleep} from 'node:timers/promises';
import {isLabInit, untilDescendant} from '../helpers/processes.js';
import {asWho, jsonLines, startCommand, startVip} from '../helpers/product.js';
import {turnTest} from '../helpers/require-lab.js';

turnTest(
  'captures outlive a link that goes down and up, and an interface that disappears',
  async (t, who) => {
    const running = startVip(who, ['experiment', '--delay', '0s', '--hold', '--json']);
    await running.says('"kind":"hold"');
    const {pid} = await untilDescendant(running.child.pid as number, isLabInit);
    const user = who === 'user' ? ['--user', '--preserve-credentials'] : [];
    const enter = ['nsenter', '--target', String(pid), '--mount', '--pid', '--net', ...user, '--'];
    const change =
      'ip -n ext link set ext0 down; ip -n ext link set ext0 up; ip -n ns0 link delete dev mcv0; ip -n ns0 link';
    const {code, stdout, stderr} = await startCommand(asWho(who, [...enter, 'sh', '-c', change])).ended;
    t.is(code, 0, stderr);
    t.false(stdout.includes('mcv0'));
    // The kernel may delay the report that a link is up by a second (net/core/link_watch.c).
    await sleep(2500);
    running.child.kill('SIGINT');
    const ended = await running.ended;
    t.is(ended.stderr, '');
    t.true(ended.code === 0 || ended.code === 1);
    const events = jsonLines(ended.stdout);
    const ends = events.filter(({kind}) => kind === 'capture-end').map(({node, iface}) => `${node} ${iface}`);
    // Each is reported once, whether the link ended by itself or was closed.
    t.deepEqual(ends.sort(), [
      'ext ext0',
      'host mcv-client',
      'ns0 mcv0',
      'ns1 mcv1',
      'remote eth0',
      'router lan0',
      'router remote0',
    ]);
    const own = (event: Record<string, unknown>) => event.kind === 'frame' && event.node === 'ext';
    const held = BigInt(String(events.findLast(({kind}) => kind === 'observation')?.at));
    t.true(
      events.some(event => own(event) && BigInt(String(event.at)) > held + 400_000_000n),
      'frames after the link was up again',
    );
  },
);
