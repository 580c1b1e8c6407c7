import {release} from 'node:os';
import {
  readCells,
  WITH_ARP_ACCEPT,
  WITH_DEFAULTS,
  WITH_DROP_GRATUITOUS_ARP,
  WITHOUT_LOCKTIME,
} from '../fixtures/garp-cells.js';
import {ipMonitor, type MonitorLine} from '../helpers/ip-monitor.js';
import {intoLab} from '../helpers/lab-watch.js';
import {lessonTest} from '../helpers/lesson-test.js';
import {jsonLines, startVip, vip} from '../helpers/product.js';
import {markedEnvironment} from '../helpers/traces.js';

const NEW_MAC = '02:00:00:00:00:11';

/**
 * What `ip monitor` should have printed about a cell's address during the cell. DELAY follows STALE at once.
 */
const SAID: Readonly<Record<string, RegExp | undefined>> = {
  S: /^\S+ dev ext0 lladdr 02:00:00:00:00:11 STALE$/,
  R: /^\S+ dev ext0 lladdr 02:00:00:00:00:11 REACHABLE$/,
  'S>D': /^\S+ dev ext0 lladdr 02:00:00:00:00:11 (STALE|DELAY)$/,
};

/**
 * Time after the first frame was sent, in microseconds; longer than the lesson waits before it reads the
 * entry.
 */
const WITHIN = 250_000;

const STATES = [
  ...['no entry', 'INCOMPLETE', 'REACHABLE young', 'REACHABLE old', 'STALE young', 'STALE old'],
  ...['DELAY young', 'DELAY old', 'PROBE young', 'PROBE old', 'FAILED', 'PERMANENT'],
];

lessonTest(
  "garp-forms --json: every cell matches what ip monitor saw, and can be compared with another kernel's",
  async (t, who) => {
    const {mark, env} = markedEnvironment();
    const running = startVip(who, ['lesson', 'garp-forms', '--json'], {env});
    await running.says('"kind":"asked"');
    const monitor = ipMonitor(t, intoLab(mark, who, 'ext'), 'neigh');
    await running.says('"title":"Measured with locktime=0:"');
    const byAddress = new Map<string, MonitorLine[]>();
    for (const line of await monitor.stop()) {
      if (!line.text.includes(NEW_MAC)) continue;
      const [ip = ''] = line.text.split(' ');
      byAddress.set(ip, [...(byAddress.get(ip) ?? []), line]);
    }
    const {code, stdout, stderr} = await running.ended;
    t.is(code, 0, stdout.slice(-3000) + stderr);

    const events = jsonLines(stdout);
    const cells = events.filter(({kind}) => kind === 'cell') as Record<string, string>[];
    t.is(cells.length, 4 * 13 * 12);
    const odd = cells.flatMap(({ip = '', sentAt = '', measured = '', form, state, sysctls}) => {
      const sent = Number(BigInt(sentAt) / 1000n);
      const lines = (byAddress.get(ip) ?? []).filter(({at}) => at >= sent && at < sent + WITHIN);
      const said = lines.map(({text}) => text);
      const pattern = SAID[measured];
      const agrees =
        pattern === undefined ? said.length === 0 : said.length === 1 && pattern.test(said[0] ?? '');
      return agrees
        ? []
        : [`${JSON.stringify(sysctls)} ${form} at ${state}: ${measured}, but ${said.join()}`];
    });
    t.deepEqual(odd, []);

    t.like(events[0], {kind: 'lesson', name: 'garp-forms', versions: {kernel: release()}});
    t.like(events.at(-1), {kind: 'summary', name: 'garp-forms', held: true});
    const tables = new Map([
      ['{}', WITH_DEFAULTS],
      ['{"arp_accept":1}', WITH_ARP_ACCEPT],
      ['{"drop_gratuitous_arp":1}', WITH_DROP_GRATUITOUS_ARP],
      ['{"locktime":0}', WITHOUT_LOCKTIME],
    ]);
    for (const [settings, table] of tables) {
      const own = events.filter(({kind, sysctls}) => kind === 'cell' && JSON.stringify(sysctls) === settings);
      const measured = own.map(cell => [
        `${cell.form} ${STATES.indexOf(String(cell.state))}`,
        String(cell.measured),
      ]);
      t.deepEqual(Object.fromEntries(measured), Object.fromEntries(readCells(table)), settings);
      t.true(own.every(({rule, run}) => typeof rule === 'string' && rule !== '' && run === 1));
    }
  },
);

lessonTest('garp-forms: the tables fit a terminal, and every expectation held', async (t, who) => {
  const {code, stdout, stderr} = await vip(who, ['lesson', 'garp-forms', '--runs', '2']);
  t.is(code, 0, stdout + stderr);
  t.deepEqual(
    stdout.split('\n').filter(line => line.length > 80),
    [],
  );
  t.regex(stdout, /^ {2}rep THA=ff +none {2}S>D {2}- {3}S {3}- {3}S {3}- {3}S {3}- {3}S {3}S {5}-$/m);
  t.is(stdout.match(/^Measured with /gm)?.length, 4);
  t.regex(stdout, /locktime=0, run 2 of 2: each cell is as in run 1/);
  t.true(stdout.endsWith('Every expectation held.\n'), stdout.slice(-500));
});
