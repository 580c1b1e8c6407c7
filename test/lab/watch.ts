/**
 * `vip watch`, live, between two machines whose address moves, scraped by a real Prometheus, and under
 * adverse conditions.
 */

import {chmodSync, cpSync, existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import type {ExecutionContext} from 'ava';
import {type Pair, pairTest, stop} from '../helpers/pair.js';
import {jsonLines, type Running} from '../helpers/product.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const KIT = fileURLToPath(new URL('../../../docs/watch/', import.meta.url));
const BUSY = fileURLToPath(new URL('../fixtures/busy-page.js', import.meta.url));
const VIP = '10.3.2.200';
const OTHER = '02:00:00:00:00:99';

/** Each query of the dashboard, as Grafana sends it for all addresses. */
function dashboardQueries(): string[] {
  const {panels, annotations} = JSON.parse(readFileSync(join(KIT, 'dashboard.json'), 'utf8')) as {
    panels: {targets: {expr: string}[]}[];
    annotations: {list: {expr: string}[]};
  };
  return [...panels.flatMap(({targets}) => targets), ...annotations.list].map(({expr}) =>
    expr.replaceAll('$ip', '.*').replaceAll('$__rate_interval', '1m'),
  );
}

/** A directory in which the watch may write even after it has dropped its privileges. */
function openTo(t: ExecutionContext): string {
  const directory = temporaryDirectory(t);
  chmodSync(directory, 0o777);
  return directory;
}

const ping = (pair: Pair, count: number) =>
  pair.run('b', ['ping', '-c', String(count), '-i', '0.2', '-W', '1', VIP]);

/** Makes it look as if another machine had taken over the address. */
async function moveTo(pair: Pair, mac: string): Promise<void> {
  await pair.ip('a', `link set va address ${mac}`);
  await pair.vip('a', 'garp', '--iface', 'va', '--ip', VIP, '--count', '1');
}

async function startWatch(pair: Pair, ...args: readonly string[]): Promise<Running> {
  const running = pair.startVip('b', 'watch', '--iface', 'vb', ...args);
  await running.says('watching vb');
  await running.says('watching vb');
  return running;
}

pairTest(
  'a failover is reported and scraped by Prometheus, and the alert says which machine took over from which',
  ['prometheus', 'promtool'],
  async (t, pair) => {
    await pair.ip('b', 'addr add 127.0.0.1/8 dev lo').catch(() => {});
    await pair.ip('a', `addr add ${VIP}/8 dev va`);
    const directory = openTo(t);
    for (const name of ['prometheus.yml', 'alerts.yml']) cpSync(join(KIT, name), join(directory, name));
    const config = join(directory, 'prometheus.yml');
    writeFileSync(config, readFileSync(config, 'utf8').replace(/(?:15|5)s/g, '1s'));
    const watch = await startWatch(pair, '--ip', VIP, '--listen', '9798');
    const prometheus = pair.start('b', [
      ...['prometheus', `--config.file=${config}`, `--storage.tsdb.path=${directory}/data`],
      '--web.listen-address=127.0.0.1:9090',
    ]);
    t.teardown(() => prometheus.child.kill('SIGKILL'));
    const query = async (expression: string) =>
      (await pair.run('b', ['promtool', 'query', 'instant', 'http://127.0.0.1:9090', expression])).stdout;
    const until = async (expression: string, what: RegExp) => {
      for (let tries = 0; tries < 300; tries++) {
        const said = await query(expression);
        if (what.test(said)) return said;
        await sleep(200);
      }
      throw new Error(`${expression}: ${await query(expression)}`);
    };
    await ping(pair, 5);
    t.regex(await until('vip_owner_info', /mac=/), /ip="10\.3\.2\.200".*mac="02:00:00:00:00:11"/);
    await until(`vip_moves_total{kind="failover"}`, /=> 0 /);
    const asking = ping(pair, 20);
    await sleep(600);
    await pair.ip('a', `addr del ${VIP}/8 dev va`);
    await sleep(1200);
    await pair.ip('a', `addr add ${VIP}/8 dev va`);
    await moveTo(pair, OTHER);
    await watch.says('moved from 02:00:00:00:00:11 to 02:00:00:00:00:99 (failover)');
    await asking;
    await watch.says(/moved from .*: HEALTHY: /);
    await until(`vip_moves_total{kind="failover"}`, /=> 1 /);
    t.regex(await until('vip_owner_info', /:99"/), /mac="02:00:00:00:00:99"/);
    await until('ALERTS{alertname="VipMoved",alertstate="firing"}', /VipMoved/);
    const rules = await pair.run('b', [
      process.execPath,
      '-e',
      'fetch("http://127.0.0.1:9090/api/v1/alerts").then(async a => process.stdout.write(await a.text()))',
    ]);
    t.regex(
      rules.stdout,
      /02:00:00:00:00:99 took over from 02:00:00:00:00:11 \(failover\)\. Dark for at least [\d.]+m?s\. Dark for at most [\d.]+m?s\./,
    );
    const answers = await Promise.all(
      dashboardQueries().map(async asked => [asked, await query(asked)] as const),
    );
    t.deepEqual(
      answers.filter(([, answer]) => answer.trim() === '').map(([asked]) => asked),
      // There are neither virtual routers nor places of --from here.
      ['vip_advert_gap_seconds', 'vip_place_up'],
    );
    stop(watch);
    t.is((await watch.ended).code, 0);
  },
);

pairTest(
  'a takeover during a restart is reported as one that happened while vip watch was not running',
  [],
  async (t, pair) => {
    await pair.ip('a', `addr add ${VIP}/8 dev va`);
    const state = join(openTo(t), 'watch.json');
    const args = ['--ip', VIP, '--state', state] as const;
    const before = await startWatch(pair, ...args);
    await ping(pair, 3);
    await before.says('02:00:00:00:00:11 has it');
    const saved = () => (existsSync(state) ? JSON.parse(readFileSync(state, 'utf8')).addresses : []);
    while (saved().length === 0) await sleep(50);
    // The file is complete, however the process ends.
    stop(before, 'SIGKILL');
    await before.ended;
    t.is(saved()[0].owner, '02:00:00:00:00:11');
    await pair.ip('a', `link set va address ${OTHER}`);
    await pair.ip('b', 'neigh flush all');
    const after = await startWatch(pair, ...args, '--json');
    await ping(pair, 5);
    await after.says('"kind":"moved"');
    stop(after);
    const {code, stdout} = await after.ended;
    t.is(code, 0);
    const moves = jsonLines(stdout).filter(({kind}) => kind === 'moved');
    const last = moves.at(-1);
    t.like(last, {from: '02:00:00:00:00:11', to: OTHER, isUnwatched: true, verdict: 'CANNOT_TELL'});
  },
);

pairTest(
  'an interface that goes down, vanishes and returns is reported, and the watch continues',
  [],
  async (t, pair) => {
    await pair.ip('a', `addr add ${VIP}/8 dev va`);
    const list = join(openTo(t), 'addresses');
    writeFileSync(list, `${VIP}\n`);
    const watch = await startWatch(pair, '--ip', `@${list}`);
    await ping(pair, 3);
    await watch.says(`${VIP} on vb: 02:00:00:00:00:11 has it`);
    await pair.ip('b', 'link set vb down');
    await watch.says('vb is down');
    await pair.ip('b', 'link set vb up');
    await watch.says('vb is up again');
    await pair.ip('b', 'link del vb');
    await watch.says('vb is gone');
    await watch.says('vb: interface disappeared; it is captured again when it is back');
    await pair.ip('a', `link add va index 11 address ${OTHER} type veth peer name vb index 22 netns b`);
    await pair.ip('a', 'link set va up', `addr add 10.3.2.11/8 dev va`, `addr add ${VIP}/8 dev va`);
    await pair.ip('b', 'link set vb up', 'addr add 10.3.2.50/8 dev vb');
    await watch.says('vb is back');
    await ping(pair, 10);
    await watch.says(`moved from 02:00:00:00:00:11 to ${OTHER}`);
    stop(watch, 'SIGUSR2');
    await watch.says(new RegExp(`${VIP} on vb: ${OTHER} has it, .*last asked \\d+ s ago`));
    writeFileSync(list, `${VIP}\n10.3.2.201\n`);
    stop(watch, 'SIGHUP');
    await watch.says('the list was read again: 2 addresses');
    writeFileSync(list, 'nonsense\n');
    stop(watch, 'SIGHUP');
    await watch.says('the list stays as it was');
    stop(watch, 'SIGTERM');
    t.is((await watch.ended).code, 0);
  },
);

const ASKERS = {'whoever asks': [], 'whoever asks first': ['unread']};

for (const [who, args] of Object.entries(ASKERS))
  pairTest(`${who} while a watch is stopped gets the page that it wrote last`, [], async (t, pair) => {
    const {stdout, stderr} = await pair.run('b', [process.execPath, BUSY, ...args]);
    t.is(stderr, '');
    const {outcome, wroteMeanwhile, answers} = JSON.parse(stdout);
    t.is(outcome, 'ok');
    t.is(wroteMeanwhile, 0);
    const [text, openMetrics, healthy] = answers;
    t.like(text, {status: 200, type: 'text/plain; version=0.0.4; charset=utf-8'});
    t.regex(text.text, /^vip_capture_frames_total 7$/m);
    t.like(openMetrics, {
      status: 200,
      type: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
    });
    t.regex(openMetrics.text, /^vip_capture_frames_total 7\n[\s\S]*\n# EOF\n$/m);
    t.deepEqual([healthy.status, healthy.text], [200, 'vip watch is healthy\n']);
  });
