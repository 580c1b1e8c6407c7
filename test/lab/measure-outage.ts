/** Outages measured in a lab of the user's own have the same meaning as in our labs. */

import {setTimeout as sleep} from 'node:timers/promises';
import {parseIpv4} from '@vip/arp';
import {buildPlan, HOST, type LabPlan, measureOutage, openLab, startProbing} from '@vip/core';
import test from 'ava';

const TARGET = parseIpv4('10.0.0.2');

function end(node: string, iface: string, address: string) {
  const commands = [
    ['addr', 'add', address, 'dev', iface],
    ['link', 'set', iface, 'up'],
  ];
  return {node, commands};
}

const PAIR: LabPlan = {
  nodes: ['client', 'server'],
  defaults: {},
  stages: [
    {
      name: 'a cable',
      steps: [
        [{node: HOST, commands: ['link add c0 netns client type veth peer name s0 netns server'.split(' ')]}],
        [end('client', 'c0', '10.0.0.1/24'), end('server', 's0', '10.0.0.2/24')],
      ],
    },
  ],
};

/** The route that makes packets to the server get lost. */
const BLACKHOLE = ['ip', 'route', 'add', 'blackhole', '10.0.0.1/32'];
const NO_BLACKHOLE = ['ip', 'route', 'del', 'blackhole', '10.0.0.1/32'];

test('each outage during an action in a lab of your own is reported with its bounds', async t => {
  await using lab = await openLab();
  await buildPlan(lab, PAIR);
  const darkFor = [300, 600];
  const {outage, outages, sent, lost} = await measureOutage(
    {lab, from: 'client', target: TARGET},
    async () => {
      for (const ms of darkFor) {
        await lab.run('server', BLACKHOLE);
        await sleep(ms);
        await lab.run('server', NO_BLACKHOLE);
        await sleep(300);
      }
    },
  );
  t.is(outages.length, 2);
  for (const [index, ms] of darkFor.entries()) {
    const {leastNs, mostNs = 0n, afterNs} = outages[index] ?? t.fail();
    t.true(mostNs >= BigInt(ms) * 1_000_000n, `${mostNs}`);
    t.true(leastNs < mostNs && afterNs > 0n);
  }
  t.deepEqual(outage.leastNs, outages[1]?.leastNs);
  t.true(lost > 100 && sent > lost, `${lost} of ${sent}`);
});

test('if nothing was lost, an outage was shorter than the gap between two probes', async t => {
  await using lab = await openLab();
  await buildPlan(lab, PAIR);
  const {outage, outages, lost} = await measureOutage(
    {lab, from: 'client', target: TARGET, intervalMs: 20},
    () => sleep(200),
  );
  t.is(lost, 0);
  t.deepEqual(outages, []);
  t.is(outage.leastNs, 0n);
  t.true((outage.mostNs ?? 0n) >= 19_000_000n, `${outage.mostNs}`);
});

test('an outage that does not end is reported as one, after its time limit', async t => {
  await using lab = await openLab();
  await buildPlan(lab, PAIR);
  const {outage} = await measureOutage(
    {lab, from: 'client', target: TARGET, timeoutMs: 800, settleMs: 100},
    async () => {
      await lab.run('server', BLACKHOLE);
    },
  );
  t.is(outage.mostNs, undefined);
  t.true(outage.leastNs > 300_000_000n, `${outage.leastNs}`);
});

test('an unused address is an error, not an outage', async t => {
  await using lab = await openLab();
  await buildPlan(lab, PAIR);
  let done = false;
  const work = async () => {
    done = true;
  };
  await t.throwsAsync(measureOutage({lab, from: 'client', target: parseIpv4('10.0.0.9')}, work), {
    code: 'NOT_POSSIBLE',
    message: 'measure: 10.0.0.9 did not answer client within 5 s before anything was done',
  });
  t.false(done);
});

test('tampering with the lab itself ends the measurement', async t => {
  const lab = await openLab();
  await buildPlan(lab, PAIR);
  const measuring = measureOutage({lab, from: 'client', target: TARGET}, async () => {
    await lab.close();
    await sleep(60_000, undefined, {ref: false});
  });
  await t.throwsAsync(measuring, {code: 'CLOSED'});
});

test('probes without an action are ended by a signal', async t => {
  await using lab = await openLab();
  await buildPlan(lab, PAIR);
  const ending = new AbortController();
  await using probing = await startProbing({lab, from: 'client', target: TARGET, signal: ending.signal});
  t.true(await probing.untilSteady(50, 10_000));
  // How many probes fit into this time depends on how busy the machine is.
  t.true(probing.fates().length > 1);
  ending.abort(new Error('enough'));
  await t.throwsAsync(probing.untilSteady(50, 10_000), {message: 'enough'});
});
