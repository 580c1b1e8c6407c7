import {readFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import type {ExecutionContext} from 'ava';
import {type Machine, openMachine, vipProcess} from '../helpers/machine.js';
import {descendants, isLabInit, untilDescendant} from '../helpers/processes.js';
import {startCommand, vip, vipCommand} from '../helpers/product.js';
import {labTest, rootTest} from '../helpers/require-lab.js';
import {rounds} from '../helpers/torture.js';

const PARENT = ['experiment', '--delay', '0s', '--parent', 'real0'];
const HELD = 'The lab stays until ^C';

/** Waits until the other host's kernel has this MAC for the VIP; false if it has not within two seconds. */
async function otherHolds({sh}: Machine, mac: string): Promise<boolean> {
  for (let turn = 0; turn < 200; turn++) {
    const [entry] = JSON.parse(await sh('other', 'ip -json neigh show to 10.3.2.200')) as {lladdr?: string}[];
    if (entry?.lladdr === mac) return true;
    await sleep(10);
  }
  return false;
}

/** Makes the other host send to the VIP, so that it has an entry. */
async function otherAsks({sh}: Machine): Promise<void> {
  await sh(
    'other',
    `${process.execPath} -e 'require("dgram").createSocket("udp4").send("?", 9, "10.3.2.200", () => process.exit())'`,
  );
}

async function gone(machine: Machine): Promise<boolean> {
  for (let turn = 0; turn < 200; turn++) {
    if ((await machine.links()).length === 0) return true;
    await sleep(10);
  }
  return false;
}

rootTest('real neighbours follow the VIP, and ^C removes everything', async t => {
  const machine = await openMachine(t);
  const running = machine.vip(['experiment', '--delay', '1s', '--parent', 'real0', '--gateway', '10.1.1.1']);
  await running.says('Performing failover in 1');
  await otherAsks(machine);
  t.true(await otherHolds(machine, '02:00:00:00:00:10'));
  await running.says(HELD);
  t.true(await otherHolds(machine, '02:00:00:00:00:11'));
  const [client, ...more] = await machine.links();
  t.is(client?.ifname, 'mcv-client');
  t.regex(client?.ifalias ?? '', /^vip[0-9a-f]{10}:mcv-client@real0$/);
  t.deepEqual(more, []);
  const init = await untilDescendant(running.child.pid as number, isLabInit);
  const {stdout: routes} = await machine.lab.run('host', [
    'nsenter',
    '--target',
    pidInMachine(init.pid),
    '--mount',
    '--pid',
    '--',
    'ip',
    '-n',
    'ns1',
    'route',
    'show',
    'default',
  ]);
  t.is(routes.trim(), 'default via 10.1.1.1 dev mcv1');
  process.kill(await vipProcess(running), 'SIGINT');
  const {code, stdout, stderr} = await running.ended;
  t.is(code, 0, stdout + stderr);
  t.is(stderr, '');
  t.deepEqual(await machine.links(), []);
});

/** The id of a process as the machine's own processes see it. */
function pidInMachine(pid: number): string {
  return /^NSpid:\s+\d+\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '';
}

/** ^C and the signal that cannot be caught; `npm run torture` adds the others. */
const SIGNALS = (['SIGINT', 'SIGKILL', 'SIGTERM', 'SIGHUP'] as const).slice(0, rounds(2, 4));

for (const signal of SIGNALS) {
  rootTest(`${signal} at any stage leaves no link on the machine`, async t => {
    const machine = await openMachine(t);
    for (const stage of ['Setting up mcv-client', 'Bringing up mcv-client', 'Performing failover', HELD]) {
      const running = machine.vip(PARENT);
      await running.says(stage);
      process.kill(await vipProcess(running), signal);
      await running.ended;
      t.true(await gone(machine), `${stage}: ${JSON.stringify(await machine.links())}`);
    }
  });
}

rootTest("the lab's first process is killed: its link is removed nevertheless", async t => {
  const machine = await openMachine(t);
  const running = machine.vip(['experiment', '--delay', '60s', '--parent', 'real0']);
  await running.says('Performing failover');
  process.kill((await untilDescendant(running.child.pid as number, isLabInit)).pid, 'SIGKILL');
  const {code, stderr} = await running.ended;
  t.is(code, 3);
  t.is(stderr, 'vip: lab: its first process was killed from outside\n');
  t.deepEqual(await machine.links(), []);
});

rootTest('an orphan is removed at the next start, but not an interface without the alias', async t => {
  const machine = await openMachine(t);
  const first = machine.vip(PARENT);
  await first.says(HELD);
  const below = descendants(first.child.pid as number);
  const unshare = below.find(({argv}) => argv[0] === 'unshare');
  // None of them gets time to clean up: the first process, which would do it; vip, which would do it in its
  // place; unshare.
  const us = await vipProcess(first);
  for (const pid of [below.find(isLabInit)?.pid, us, unshare?.pid]) {
    process.kill(pid as number, 'SIGKILL');
  }
  await first.ended;
  const orphans = await machine.links();
  t.is(orphans.length, 1);
  await machine.sh('host', 'ip link add stranger link real0 type macvlan mode bridge');
  const second = machine.vip(PARENT);
  await second.says(HELD);
  process.kill(await vipProcess(second), 'SIGINT');
  const {code, stdout, stderr} = await second.ended;
  t.is(code, 0, stdout + stderr);
  t.true(stdout.includes('Removed mcv-client, left behind by a run that was killed'));
  t.deepEqual(
    (await machine.links()).map(({ifname}) => ifname),
    ['stranger'],
  );
});

/** Marks of runs that do not exist, each on something other than a macvlan of that name on that parent. */
const FOREIGN_LINKS = `
ip link add va0 type veth peer name va1
ip link set va0 alias vip0123456789
ip link set va1 alias vip0123456789:mcv-client@real0
ip link add mcv-other link real0 type macvlan mode bridge
ip link set mcv-other alias vip0123456789:mcv-client@real0
`;

rootTest('an interface that merely has an alias like ours is not ours, and survives', async t => {
  const machine = await openMachine(t);
  await machine.sh('host', FOREIGN_LINKS);
  const before = (await machine.links()).map(({ifname}) => ifname);
  t.deepEqual([...before].sort(), ['mcv-other', 'va0', 'va1']);
  const running = machine.vip(PARENT);
  await running.says(HELD);
  process.kill(await vipProcess(running), 'SIGINT');
  t.is((await running.ended).code, 0);
  t.deepEqual(
    (await machine.links()).map(({ifname}) => ifname),
    before,
  );
});

rootTest('a run in another process namespace removes nothing of one that is alive', async t => {
  const machine = await openMachine(t);
  const first = machine.vip(PARENT);
  await first.says(HELD);
  const container = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc'];
  const second = startCommand(machine.lab.command('host', [...container, ...vipCommand('root', PARENT)]));
  const {code, stderr} = await second.ended;
  t.is(code, 3);
  t.is(stderr, 'vip: parent real0: mcv-client already exists: another run of vip uses it\n');
  t.deepEqual(
    (await machine.links()).map(({ifname}) => ifname),
    ['mcv-client'],
  );
  process.kill(await vipProcess(first), 'SIGINT');
  t.is((await first.ended).code, 0);
});

rootTest('a foreign mcv-client is refused and not touched', async t => {
  const machine = await openMachine(t);
  await machine.sh(
    'host',
    'ip link add mcv-client link real0 address 02:00:00:00:00:99 type macvlan mode bridge',
  );
  const before = await machine.sh('host', 'ip -json addr');
  const {code, stdout, stderr} = await machine.vip(PARENT).ended;
  t.is(code, 3);
  t.is(stdout, '');
  t.is(stderr, 'vip: parent real0: mcv-client already exists: not created by vip, and left untouched\n');
  t.is(await machine.sh('host', 'ip -json addr'), before);
});

const refusals: readonly [title: string, prepare: string, parent: string, line: RegExp][] = [
  [
    'a missing parent',
    'true',
    'real7',
    /^vip: interface real7: no such interface \(ip link lists those that exist\)\n$/,
  ],
  [
    'a parent that is down',
    'ip link set real0 down',
    'real0',
    /^vip: parent real0: it is down \(ip link set real0 up\).*\n$/,
  ],
  ['lo as parent', 'true', 'lo', /^vip: parent lo: expected an Ethernet interface, got type loopback\n$/],
];

for (const [title, prepare, parent, line] of refusals) {
  rootTest(`${title} is refused in one line`, async t => {
    const machine = await openMachine(t);
    await machine.sh('host', prepare);
    const {code, stdout, stderr} = await machine.vip(['experiment', '--parent', parent]).ended;
    t.is(code, 3);
    t.is(stdout, '');
    t.regex(stderr, line);
    t.deepEqual(await machine.links(), []);
  });
}

labTest(
  'an ordinary user is told to become root',
  async t => {
    const {code, stdout, stderr} = await vip('user', ['experiment', '--parent', 'lo']);
    t.is(code, 3);
    t.is(stdout, '');
    t.is(stderr, 'vip: parent lo: building on an interface of the machine needs root: use sudo\n');
  },
  ['user'],
);

/** Settings of the machine that change who answers and who is believed, as distributions and routers set them. */
const settings = ['rp_filter=1', 'arp_notify=1', 'arp_ignore=1', 'arp_announce=2'];

rootTest("the machine's own settings do not break it", async (t: ExecutionContext) => {
  const machine = await openMachine(t);
  const write = settings.map(setting => {
    const [name, value] = setting.split('=');
    return `for which in all default real0; do echo ${value} >/proc/sys/net/ipv4/conf/$which/${name}; done`;
  });
  await machine.sh('host', [...write, 'echo 1 >/proc/sys/net/ipv4/ip_forward'].join('\n'));
  const running = machine.vip(PARENT);
  await running.says(HELD);
  process.kill(await vipProcess(running), 'SIGINT');
  const {code, stdout, stderr} = await running.ended;
  t.is(code, 0, stdout + stderr);
  t.is(await machine.sh('host', 'cat /proc/sys/net/ipv4/conf/all/rp_filter'), '1\n');
});
