import {setTimeout as sleep} from 'node:timers/promises';
import {ipMonitor} from '../helpers/ip-monitor.js';
import {askLab, intoLab} from '../helpers/lab-watch.js';
import {lessonTest} from '../helpers/lesson-test.js';
import {untilDescendant} from '../helpers/processes.js';
import {jsonLines, startVip, vip} from '../helpers/product.js';
import {turnTest} from '../helpers/require-lab.js';
import {markedEnvironment} from '../helpers/traces.js';

const VIP = '10.3.2.200';
const NEW_MAC = '02:00:00:00:00:11';

lessonTest(
  'stale-cache: the walk is the one that ip monitor sees, with the same durations',
  async (t, who) => {
    const {mark, env} = markedEnvironment();
    const running = startVip(who, ['lesson', 'stale-cache', '--fast', '--json'], {env});
    await running.says('"kind":"asked"');
    const inExt = ipMonitor(t, intoLab(mark, who, 'ext'), 'neigh');
    const inHolder = ipMonitor(t, intoLab(mark, who, 'ns1'), 'address');
    await running.says('"text":"The kernel drew');
    const [table] = JSON.parse(
      askLab(intoLab(mark, who, 'ext'), 'ip', '-json', 'ntable', 'show', 'dev', 'ext0'),
    );
    await running.says(/REACHABLE +02:00:00:00:00:11/);
    const [entry, address] = await Promise.all([inExt.stop(), inHolder.stop()]);
    const {code, stdout, stderr} = await running.ended;
    t.is(code, 0, stdout + stderr);

    const events = jsonLines(stdout);
    const changes = entry.filter(({text}) => text.startsWith(`${VIP} dev ext0`));
    const time = (line?: {at: number}) => (line === undefined ? Number.NaN : line.at / 1000);
    const seen = (state: string) => time(changes.find(({text}) => text.endsWith(state)));
    const healed = time(changes.find(({text}) => text.includes(`${NEW_MAC} REACHABLE`)));
    const moved = time(address.find(({text}) => text.includes(`inet ${VIP}/8`)));
    const walk = events.findLast(({kind}) => kind === 'table')?.rows as string[][];
    t.deepEqual(
      walk.map(row => row[1]),
      ['REACHABLE', 'STALE', 'DELAY', 'PROBE', 'FAILED', 'REACHABLE'],
    );
    const told = (row: number) => Number.parseFloat(walk[row]?.[0]?.replace('s', '') ?? '') * 1000;
    for (const [row, state, at] of [
      [1, 'STALE', seen('STALE')],
      [3, 'PROBE', seen('PROBE')],
      [4, 'FAILED', seen('FAILED')],
      [5, 'REACHABLE', healed],
    ] as const) {
      t.true(Math.abs(told(row) - (at - moved)) < 100, `${state}: ${walk[row]} but ${at - moved} ms`);
    }
    t.is(seen('DELAY'), Number.NaN, 'the kernel does not announce it');

    const result = events.find(({kind}) => kind === 'healed') as Record<string, number>;
    t.is(result.drawnMs, table.reachable);
    t.true(Math.abs((result.darkMs ?? 0) - (healed - moved)) < 100, `${result.darkMs}, ${healed - moved}`);
    // 1 s for DELAY, 3 x 200 ms for PROBE; and no timer is more than an eighth late.
    const formula = table.reachable - (result.ageMs ?? 0) + 1600;
    t.true(
      healed - moved > formula - 150 && healed - moved < formula + 1000,
      `${healed - moved}, ${formula}`,
    );
    t.like(events.at(-1), {kind: 'summary', name: 'stale-cache', held: true});
  },
);

turnTest('stale-cache: an observer that stalled makes it "not measured", not "no"', async (t, who) => {
  const running = startVip(who, ['lesson', 'stale-cache', '--fast', '--json']);
  t.teardown(() => running.child.kill('SIGKILL'));
  // From then on, the timers take 1.6 s. A client that sends nothing does not find out.
  await running.says(/DELAY +02:00:00:00:00:10/);
  const agent = await untilDescendant(
    running.child.pid as number,
    ({argv}) => argv[0] === process.execPath && argv.at(-1) === 'ext',
  );
  process.kill(agent.pid, 'SIGSTOP');
  await sleep(4000);
  // nsenter(1) stops itself when its child is stopped.
  for (const pid of [agent.pid, agent.parent]) process.kill(pid, 'SIGCONT');
  const {code, stdout, stderr} = await running.ended;
  t.is(code, 3, stdout + stderr);
  t.regex(
    stderr,
    /measure: its observer in ext stalled for \d+ m?s, so what was not as expected was not measured/,
  );
  const events = jsonLines(stdout);
  t.true(events.some(({kind, node}) => kind === 'stalled' && node === 'ext'));
  t.true(events.some(({kind, held}) => kind === 'expected' && held === false));
  t.is(events.at(-1)?.kind, 'failed');
});

lessonTest('stale-cache --runs: this many clients at once, each with its own draw', async (t, who) => {
  const {code, stdout, stderr} = await vip(who, ['lesson', 'stale-cache', '--fast', '--runs', '4', '--json']);
  t.is(code, 0, stdout + stderr);
  const events = jsonLines(stdout);
  const healed = events.filter(({kind}) => kind === 'healed');
  t.deepEqual(
    healed.map(({run, node}) => [run, node]),
    [
      [1, 'ext'],
      [2, 'ext2'],
      [3, 'ext3'],
      [4, 'ext4'],
    ],
  );
  t.true(new Set(healed.map(({drawnMs}) => drawnMs)).size > 1);
  // A longer draw means a longer outage, apart from how late the timers are.
  const sorted = [...healed].sort((a, b) => Number(a.drawnMs) - Number(b.drawnMs));
  const [first, last] = [sorted[0], sorted.at(-1)];
  t.true(Number(last?.darkMs) > Number(first?.darkMs) - 500);
  const dark = healed.map(({darkMs}) => Number(darkMs)).sort((a, b) => a - b);
  const distribution = events.findLast(({kind}) => kind === 'table')?.rows as string[][];
  const row = distribution.find(([name]) => name === 'outage')?.slice(1);
  const [a = 0, b = 0, c = 0, d = 0] = dark;
  t.deepEqual(
    row,
    [a, (b + c) / 2, d].map(ms => `${(ms / 1000).toFixed(1)} s`),
  );
});
