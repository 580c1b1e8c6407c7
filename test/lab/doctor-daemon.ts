/**
 * keepalived's configuration on its host: the daemon does what `vip doctor` says it will, and the printed
 * commands fix it.
 */

import test, {type ExecutionContext} from 'ava';
import {instance} from '../helpers/doctor-instance.js';
import {type DoctorLab, type Found, openDoctorLab, VIP} from '../helpers/doctor-lab.js';
import {rootTest} from '../helpers/require-lab.js';

interface Case {
  /** Shell commands that create /run/NAME. */
  readonly make: string;
  /** The command of the script; /run/NAME if absent. */
  readonly command?: string;
  readonly user?: string;
  /** Shell commands that fix it, where the doctor prints none. */
  readonly mend?: string;
}

const FAILING = 'printf "#!/bin/sh\\nexit 1\\n"';
const PASSING = 'printf "#!/bin/sh\\nexit 0\\n"';

/** Scripts that are not run, so that a failure goes unnoticed. */
const DEAF: Readonly<Record<string, Case>> = {
  missing: {make: ':', mend: `${FAILING} >/run/missing; chmod 755 /run/missing`},
  nox: {make: `${FAILING} >/run/nox`},
  dir: {make: 'mkdir /run/dir', mend: `rmdir /run/dir; ${FAILING} >/run/dir; chmod 755 /run/dir`},
  theirs: {make: `${FAILING} >/run/theirs; chmod 700 /run/theirs`, user: 'nobody'},
  closed: {
    make: `mkdir -m 700 /run/shut; ${FAILING} >/run/shut/closed; chmod 755 /run/shut/closed`,
    command: '/run/shut/closed',
    user: 'nobody',
    mend: 'chmod 755 /run/shut',
  },
  bare: {make: 'echo exit 1 >/run/bare; chmod 755 /run/bare'},
  crlf: {make: 'printf "#!/bin/sh\\r\\nexit 1\\r\\n" >/run/crlf; chmod 755 /run/crlf'},
  bom: {make: 'printf "\\357\\273\\277#!/bin/sh\\nexit 1\\n" >/run/bom; chmod 755 /run/bom'},
  noint: {
    make: 'printf "#!/nowhere/sh\\nexit 1\\n" >/run/noint; chmod 755 /run/noint',
    mend: `${FAILING} >/run/noint`,
  },
  nopath: {
    make: ':',
    command: 'vip-no-such-check',
    mend: 'sed -i "s/vip-no-such-check/false/" /run/b.conf',
  },
  nobody7: {
    make: `${FAILING} >/run/nobody7; chmod 755 /run/nobody7`,
    user: 'vip-no-such-user',
    mend: 'sed -i "/user vip-no-such-user/d" /run/b.conf',
  },
};

/** Scripts that are run but always fail. */
const DEAD: Readonly<Record<string, Case>> = {
  env: {
    make: 'printf "#!/usr/bin/env vip-no-such-shell\\n" >/run/env; chmod 755 /run/env',
    mend: `${PASSING} >/run/env`,
  },
  envcr: {make: 'printf "#!/usr/bin/env sh\\r\\nexit 0\\n" >/run/envcr; chmod 755 /run/envcr'},
  secret: {make: `${PASSING} >/run/secret; chmod 711 /run/secret`, user: 'nobody'},
};

/** Scripts that look suspicious but run as they should. */
const FINE: Readonly<Record<string, Case>> = {
  linked: {make: `${PASSING} >/run/aim; chmod 755 /run/aim; ln -s /run/aim /run/linked`},
  anybody: {make: `${PASSING} >/run/anybody; chmod 777 /run/anybody`},
  grouped: {
    make: `${PASSING} >/run/grouped; chgrp nogroup /run/grouped; chmod 750 /run/grouped`,
    user: 'nobody nogroup',
  },
  found: {make: ':', command: 'true'},
  spaced: {make: 'printf "#! /usr/bin/env sh\\nexit 0\\n" >/run/spaced; chmod 755 /run/spaced'},
};

function configOf(cases: Readonly<Record<string, Case>>, globals = ''): string {
  const names = Object.keys(cases);
  const scripts = names.map(name => {
    const {command = `/run/${name}`, user} = cases[name] as Case;
    const more = user === undefined ? '' : `user ${user}\n`;
    return `vrrp_script ${name} {\nscript "${command}"\n${more}interval 1\nfall 2\nrise 2\n}\n`;
  });
  const instances = names.map(
    (name, index) =>
      `vrrp_instance ${name} {\ninterface eth0\nvirtual_router_id ${60 + index}\npriority 100\nadvert_int 0.2\nvirtual_ipaddress {\n10.77.0.${150 + index}/24\n}\ntrack_script {\n${name}\n}\n}\n`,
  );
  return `global_defs {\nvrrp_version 3\n${globals}\n}\n${scripts.join('')}${instances.join('')}`;
}

const START =
  'rm -f /run/b.pid /run/b-vrrp.pid; : >/run/b.log; setsid keepalived -nlD -f /run/b.conf -p /run/b.pid -r /run/b-vrrp.pid >/run/b.log 2>&1 </dev/null &';
const STOP = 'pid=$(cat /run/b.pid); kill $pid; while kill -0 $pid 2>/dev/null; do sleep 0.05; done';

/** Waits until the daemon has run and refused each of them. */
function failed(names: readonly string[]): string {
  return names
    .map(name => `until grep -q "VRRP_Script(${name}) failed" /run/b.log; do sleep 0.05; done`)
    .join('\n');
}

/** Waits until each instance has entered that state. */
function entered(names: readonly string[], state: 'MASTER' | 'FAULT'): string {
  return names
    .map(name => `until grep -q "(${name}) Entering ${state}" /run/b.log; do sleep 0.05; done`)
    .join('\n');
}

async function findingsOf({doctor}: DoctorLab, code: string): Promise<Found[]> {
  const {findings} = await doctor('b', ['--ip', '10.77.0.150']);
  return findings.filter(found => found.code === code);
}

function scriptOf({evidence = ''}: Found): string {
  return /^the check (\w+)/.exec(evidence)?.[1] ?? evidence;
}

async function prepare(
  lab: DoctorLab,
  cases: Readonly<Record<string, Case>>,
  globals?: string,
): Promise<void> {
  const {sh} = lab;
  for (const {make} of Object.values(cases)) await sh('b', make);
  await sh('b', `cat >/run/b.conf <<'END'\n${configOf(cases, globals)}END\n${START}`);
}

async function mend(
  t: ExecutionContext,
  lab: DoctorLab,
  cases: Readonly<Record<string, Case>>,
  found: readonly Found[],
): Promise<void> {
  for (const each of found) {
    const {mend: byHand} = cases[scriptOf(each)] as Case;
    const {commands = []} = each;
    t.is(commands.length === 0, byHand !== undefined, JSON.stringify(each));
    for (const command of byHand === undefined ? commands : [byHand]) await lab.sh('b', command);
  }
  await lab.sh('b', `${STOP}\n${START}`);
}

rootTest(
  'with scripts that are not run, the daemon keeps the address of a dead service until they are fixed',
  async t => {
    const lab = await openDoctorLab(t);
    const cases = {...DEAF, ...DEAD, ...FINE};
    await prepare(lab, cases);
    // Every script's service is dead, except for those of DEAD and FINE.
    await lab.sh('b', entered([...Object.keys(DEAF), ...Object.keys(FINE)], 'MASTER'));
    await lab.sh('b', failed(Object.keys(DEAD)));
    const found = [
      ...(await findingsOf(lab, 'SCRIPT_NOT_RUN')),
      ...(await findingsOf(lab, 'SCRIPT_USER_MISSING')),
    ];
    t.deepEqual(found.map(scriptOf).sort(), [...Object.keys(DEAF), ...Object.keys(DEAD)].sort());
    await mend(t, lab, cases, found);
    await lab.sh('b', failed(Object.keys(DEAF)));
    await lab.sh('b', entered([...Object.keys(DEAD), ...Object.keys(FINE)], 'MASTER'));
    t.deepEqual(await findingsOf(lab, 'SCRIPT_NOT_RUN'), []);
    t.deepEqual(await findingsOf(lab, 'SCRIPT_USER_MISSING'), []);
  },
);

const UNSAFE: Readonly<Record<string, Case>> = {
  loose: {make: `${FAILING} >/run/loose; chmod 777 /run/loose`},
  owned: {make: `${FAILING} >/run/owned; chmod 755 /run/owned; chown nobody /run/owned`},
  open: {
    make: `mkdir -m 777 /run/wide; ${FAILING} >/run/wide/open; chmod 755 /run/wide/open`,
    command: '/run/wide/open',
  },
  aimed: {
    make: `mkdir -m 777 /run/far; ${FAILING} >/run/far/aim; chmod 755 /run/far/aim; ln -s /run/far/aim /run/aimed`,
  },
};

const SAFE: Readonly<Record<string, Case>> = {
  sticky: {
    make: `mkdir -m 1777 /run/sticky.d; ${PASSING} >/run/sticky.d/sticky; chmod 755 /run/sticky.d/sticky`,
    command: '/run/sticky.d/sticky',
  },
  other: {
    make: `mkdir -m 777 /run/open.d; ${PASSING} >/run/open.d/other; chmod 755 /run/open.d/other`,
    command: '/run/open.d/other',
    user: 'nobody',
  },
  group0: {make: `${PASSING} >/run/group0; chmod 775 /run/group0`},
};

rootTest(
  'with script security, scripts that users other than root may write are not run until that is fixed',
  async t => {
    const lab = await openDoctorLab(t);
    const cases = {...UNSAFE, ...SAFE};
    await prepare(lab, cases, 'enable_script_security\nscript_user root');
    await lab.sh('b', entered(Object.keys(cases), 'MASTER'));
    const found = await findingsOf(lab, 'SCRIPT_NOT_RUN');
    t.deepEqual(found.map(scriptOf).sort(), Object.keys(UNSAFE).sort());
    await mend(t, lab, cases, found);
    await lab.sh('b', failed(Object.keys(UNSAFE)));
    t.deepEqual(await findingsOf(lab, 'SCRIPT_NOT_RUN'), []);
  },
);

function write(config: string): string {
  return `cat >/run/b.conf <<'END'\n${config}END`;
}

rootTest('when an interface is gone, the daemon keeps running, but exits at its next start', async t => {
  const lab = await openDoctorLab(t);
  const {sh, doctor} = lab;
  await sh('b', 'ip link add lan0 type veth peer name lan1; ip link set lan0 up; ip link set lan1 up');
  await sh('b', write(instance('10.77.0.150/24', 'track_interface {\nlan0 weight 5\n}')));
  await sh('b', `${START}\n${entered(['v'], 'MASTER')}\nip link del lan0`);
  const of = async () =>
    (await doctor('b', ['--ip', '10.77.0.150'])).findings.filter(({code}) => code === 'INTERFACE_UNKNOWN');
  const [found, ...more] = await of();
  t.deepEqual([found?.severity, more.length], ['error', 0]);
  t.is(found?.evidence, 'there is no interface lan0 here: there is eth0');
  await sh(
    'b',
    `${STOP}\n${START}\nuntil grep -q "Non-existent interface specified" /run/b.log; do sleep 0.05; done`,
  );
  await sh('b', 'until ! [ -e /run/b.pid ]; do sleep 0.05; done');
  // The file names the interface by its alternative name, and the printed command says which interface that
  // is.
  await sh(
    'b',
    `ip link property add dev eth0 altname lan0\n${write(instance('10.77.0.150/24', '', 'lan0'))}\n${START}`,
  );
  await sh('b', 'until grep -q "Non-existent interface specified" /run/b.log; do sleep 0.05; done');
});

rootTest(
  'a stopped keepalived whose file names an interface by its other name is reported, and fixed',
  async t => {
    const lab = await openDoctorLab(t);
    const {sh} = lab;
    await sh('b', `ip link property add dev eth0 altname lan0\nmkdir /run/etc`);
    await sh(
      'b',
      `${write(instance('10.77.0.150/24', '', 'lan0'))}\nmv /run/b.conf /run/etc/keepalived.conf`,
    );
    for (const args of [[], ['--ip', '10.77.0.150'], ['--ip', '10.77.0.150', '--iface', 'eth0']]) {
      const {code, findings} = await lab.doctor('b', args, 'root', {etc: '/run/etc'});
      const found = findings.filter(each => each.code === 'INTERFACE_UNKNOWN');
      t.deepEqual([code, found.length], [1, 1], args.join(' '));
      t.deepEqual(found[0]?.commands, ["sed -i '2s/\\blan0\\b/eth0/' /etc/keepalived/keepalived.conf"]);
    }
    await sh('b', "sed -i '2s/\\blan0\\b/eth0/' /run/etc/keepalived.conf");
    const {findings} = await lab.doctor('b', ['--ip', '10.77.0.150'], 'root', {etc: '/run/etc'});
    t.deepEqual(
      findings.filter(({severity}) => severity !== 'note'),
      [],
    );
  },
);

rootTest(
  "the clients of an address without a prefix length, outside the interface's networks, get no answer",
  async t => {
    const {sh, doctor} = await openDoctorLab(t);
    await sh(
      'b',
      `ip route del default\n${write(instance('10.78.0.100'))}\n${START}\n${entered(['v'], 'MASTER')}`,
    );
    await sh('c', 'ip addr add 10.78.0.50/24 dev eth0');
    const ask = 'ping -n -c 2 -i 0.2 -W 1 10.78.0.100 >/dev/null';
    const of = async () =>
      (await doctor('b', ['--ip', '10.78.0.100'])).findings.filter(({code}) => code === 'VIP_NO_PREFIX');
    t.is((await of()).length, 1);
    await sh('c', `! ${ask}`);
    await sh(
      'b',
      `${STOP}\nsed -i s,10.78.0.100,10.78.0.100/24, /run/b.conf\n${START}\n${entered(['v'], 'MASTER')}`,
    );
    t.deepEqual(await of(), []);
    await sh('c', ask);
  },
);

rootTest(
  'with a source address that the node does not have, the instance is in FAULT until that is fixed',
  async t => {
    const {sh, doctor} = await openDoctorLab(t);
    const unicast = 'unicast_src_ip 10.77.0.11\nunicast_peer {\n10.77.0.1\n}';
    await sh('b', `${write(instance('10.77.0.150/24', unicast))}\n${START}\n${entered(['v'], 'FAULT')}`);
    const of = async () =>
      (await doctor('b', ['--ip', '10.77.0.150'])).findings.filter(({code}) => code === 'SRC_IP_NOT_MINE');
    t.is(
      (await of())[0]?.evidence,
      'unicast_src_ip is 10.77.0.11, which is on no interface here: eth0 has 10.77.0.12',
    );
    await sh('b', `${STOP}\nsed -i s/0.11/0.12/ /run/b.conf\n${START}\n${entered(['v'], 'MASTER')}`);
    t.deepEqual(await of(), []);
  },
);

test("the addresses of these instances are not the lab's own", t => {
  t.notRegex(configOf({...DEAF, ...DEAD, ...FINE}), new RegExp(`\\b${VIP.replaceAll('.', '\\.')}\\b`));
});
