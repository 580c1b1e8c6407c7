/**
 * `vip watch --from`: several machines, each with its own clock. One that is lost is reported, and watched
 * again later.
 */

import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {type ClusterMachines, openClusterMachines, PULL, VIP} from '../helpers/cluster-machines.js';
import {assertDescribed} from '../helpers/json-shapes.js';
import {OWN_CONDITIONS} from '../helpers/own-conditions.js';
import {remoteTraces} from '../helpers/remote-traces.js';
import {rootTest} from '../helpers/require-lab.js';
import {skewedMachine} from '../helpers/skewed-machine.js';
import {kill, marked, untilGone, untilNone} from '../helpers/traces.js';

const SEND = fileURLToPath(new URL('../fixtures/send-many.js', import.meta.url));

/** How far the client's clock is ahead. Seconds. */
const SKEW_S = 3600;

const ASK =
  'fetch("http://127.0.0.1:9798/metrics").then(async page => process.stdout.write(await page.text()))';

/** The metrics page, once it contains this: the first one may be up to five seconds old. */
async function pageWith(cluster: ClusterMachines, what: RegExp): Promise<string> {
  for (;;) {
    const {code, stdout, stderr} = await cluster.start('host', process.execPath, '-e', ASK).ended;
    if (code !== 0) throw new Error(stderr);
    if (what.test(stdout)) return stdout;
  }
}

rootTest(
  'three machines are watched, one with a wrong clock; one that is lost is reported, counted, and watched again',
  async t => {
    const cluster = await openClusterMachines(t);
    const traces = await remoteTraces(cluster);
    const pings = cluster.start('c', 'ping', '-q', '-i', '0.05', VIP);
    const state = cluster.file('watch.json', '');
    const watch = cluster.startVip(
      ...['watch', '--json', '--ip', VIP, '--listen', '9798', '--state', `${state}.new`],
      ...['a', 'b'].flatMap(node => ['--from', `${node}=netns://${node}/v${node}`]),
      ...['--from', `c=exec://${skewedMachine(cluster, 'c', SKEW_S)}/vc`],
      ...['--from', 'nobody=exec://false/eth0'],
    );
    await watch.says('watching at a, b, c, nobody');
    await watch.says(/"what":"place","text":"not reached yet[^\n]*"place":"nobody"/);
    await watch.says(/"kind":"owner"[^\n]*"place":"c"/);
    for (const line of traces().filter(each => each.includes('tcpdump -i vb '))) kill(line);
    await watch.says(/"what":"place","text":"lost: [^\n]*"place":"b"/);
    await watch.says(/"what":"place","text":"watched again"[^\n]*"place":"b"/);
    const [, ...pull] = PULL.split(' ');
    await cluster.start('host', 'ip', ...pull).ended;
    await watch.says(/"kind":"moved"[^\n]*"verdict"[^\n]*"place":"c"/);
    const page = await pageWith(
      cluster,
      /^vip_moves_total\{ip="10\.3\.2\.200",iface="vc",place="c",kind="\w+"\} [1-9]/m,
    );
    t.regex(page, /^vip_place_up\{place="b"\} 1$/m);
    t.regex(page, /^vip_place_up\{place="nobody"\} 0$/m);
    t.regex(page, /^vip_place_losses_total\{place="b"\} [1-9]/m);
    const now = Date.now() / 1000;
    for (const line of marked(watch.mark).filter(each => each.includes('vip.js watch')))
      process.kill(Number.parseInt(line, 10), 'SIGINT');
    const {code, stdout, stderr} = await watch.ended;
    t.is(code, 0, stderr);
    assertDescribed(t, 'vip watch --json', stdout);
    const events = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    // All events are dated by this machine's clock, whatever theirs say.
    const dates = events.map(({at}) => now - Number(at) / 1e9);
    t.true(
      dates.every(age => age > -60 && age < 600),
      dates.join(),
    );
    t.is(new Set(events.map(({id, revision, kind}) => `${kind} ${id} ${revision}`)).size, events.length);
    const {addresses} = JSON.parse(readFileSync(`${state}.new`, 'utf8'));
    t.true(addresses.some(({place}: {place?: string}) => place === 'c'));
    t.deepEqual(await untilGone(watch.mark), []);
    t.deepEqual(await untilNone(traces), []);
    pings.child.kill();
  },
);

rootTest(
  "frames that another machine's kernel dropped are reported while its capture goes on, as unknown since it was last asked",
  async t => {
    const cluster = await openClusterMachines(t);
    const traces = await remoteTraces(cluster);
    const watch = cluster.startVip(
      ...['watch', '--json', '--ip', VIP, '--filter', 'ip', '--listen', '9798'],
      ...['--from', 'b=netns://b/vb'],
    );
    await watch.says('"kind":"watch"');
    const tcpdump = traces().filter(each => each.includes('tcpdump -i vb '));
    t.not(tcpdump.length, 0);
    for (const line of tcpdump) process.kill(Number.parseInt(line, 10), 'SIGSTOP');
    const stopped = BigInt(Date.now()) * 1_000_000n;
    // Several times what its ring holds. They are sent from b itself, because no switch forwards frames to
    // the port from which they came.
    const {stdout} = await cluster.start(
      'b',
      process.execPath,
      ...OWN_CONDITIONS,
      SEND,
      'vb',
      '10',
      '60000',
      '1',
    ).ended;
    t.true(JSON.parse(stdout).sent >= 60_000);
    for (const line of tcpdump) process.kill(Number.parseInt(line, 10), 'SIGCONT');
    await watch.says(/"what":"dropped"[^\n]*\n/);
    // tcpdump was only asked for its counts, and continues.
    t.deepEqual(
      traces().filter(each => each.includes('tcpdump -i vb ')),
      tcpdump,
    );
    await t.notThrowsAsync(pageWith(cluster, /^vip_capture_dropped_total\{place="b"\} [1-9]\d{3,}$/m));
    for (const line of marked(watch.mark).filter(each => each.includes('vip.js watch')))
      process.kill(Number.parseInt(line, 10), 'SIGINT');
    const {code, stdout: said, stderr} = await watch.ended;
    t.is(code, 0, stderr);
    assertDescribed(t, 'vip watch --json', said);
    const events = said
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    const [dropped] = events.filter(({what}) => what === 'dropped');
    t.like(dropped, {kind: 'watch', place: 'b'}, said);
    t.regex(dropped.text, /^the kernel dropped [1-9]\d{3,} frames; their contents are unknown$/);
    // Rounded to the second, like all times from that machine.
    t.true(BigInt(dropped.since) < stopped + 1_000_000_000n, `${dropped.since} ${stopped}`);
  },
);
