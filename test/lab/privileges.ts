/**
 * A process has no privileges left by the time it decodes untrusted data, as the kernel shows while it runs.
 */

import {randomBytes} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {openLab} from '@vip/core';
import {descendants, type Process, untilDescendant} from '../helpers/processes.js';
import {startCommand, startVip, vipCommand} from '../helpers/product.js';
import {labTest} from '../helpers/require-lab.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {marked, markedEnvironment} from '../helpers/traces.js';
import {ONE} from '../helpers/trial.js';

/** Empty if the process has ended. */
function statusOf(pid: number, name: string): string {
  let status = '';
  try {
    status = readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
  return new RegExp(`^${name}:[ \\t]*(.*?)[ \\t]*$`, 'm').exec(status)?.[1] ?? '';
}

/** A process's real, effective, saved and file system user, its groups, and its capabilities (proc(5)). */
function rights(pid: number): {uids: string; groups: string; capabilities: string} {
  return {uids: statusOf(pid, 'Uid'), groups: statusOf(pid, 'Groups'), capabilities: statusOf(pid, 'CapEff')};
}

const NONE = '0000000000000000';

labTest(
  'a capture by root continues as nobody, or as the user who called sudo; its file is complete',
  async (t, who) => {
    if (who === 'user') {
      t.pass('an ordinary user has nothing to give up');
      return;
    }
    const lab = await openLab();
    t.teardown(() => lab.close());
    await lab.batch('host', [
      ...[['link', 'add', 'va', 'type', 'veth', 'peer', 'name', 'vb']],
      ...['va', 'vb'].map(iface => ['link', 'set', iface, 'up']),
    ]);
    const file = join(temporaryDirectory(t), 'out.pcapng');
    const vip = (...args: string[]) => lab.command('host', vipCommand('root', args));
    for (const [env, uid] of [
      [{SUDO_UID: '', SUDO_GID: ''}, 65534],
      [{SUDO_UID: '1234', SUDO_GID: '1235'}, 1234],
    ] as const) {
      const running = startCommand(vip('capture', '--iface', 'va', '--count', '2', '--write', file), {env});
      await running.says('listening on va');
      const {pid} = await untilDescendant(running.child.pid as number, ({argv}) => argv.includes('capture'));
      // Its message that it is listening comes shortly before it really is.
      for (let wait = 0; wait < 100 && rights(pid).capabilities !== NONE; wait++) await sleep(10);
      const announced = startCommand(vip('garp', '--iface', 'vb', '--ip', '10.3.2.200', '--count', '1'));
      t.deepEqual(rights(pid), {uids: Array(4).fill(uid).join('\t'), groups: '', capabilities: NONE});
      t.is((await announced.ended).code, 0);
      const {code, stdout} = await running.ended;
      t.is(code, 0);
      t.regex(stdout, /10\.3\.2\.200/);
      // All traffic is written, including the interface's own IPv6.
      const read = await startCommand(vip('capture', file, '--ip', '10.3.2.200')).ended;
      t.regex(read.stderr, /2 shown/);
    }
  },
  ONE,
);

/** A file that Node reads when it starts, if it exists. */
const CERTIFICATES = {NODE_EXTRA_CA_CERTS: '/etc/ssl/certs/ca-certificates.crt'};

labTest(
  "no process of a lab can gain privileges (no_new_privs), nor can vip's own process in root's lab; no agent reads certificates",
  async (t, who) => {
    const lab = startVip(who, ['lab', '--name', `t${randomBytes(4).toString('hex')}`], {env: CERTIFICATES});
    t.teardown(() => lab.child.kill('SIGKILL'));
    await lab.says('is up until ^C');
    const pid = lab.child.pid as number;
    const isAgent = ({argv}: Process) => argv[0] === process.execPath && argv.at(-1) === 'router';
    await untilDescendant(pid, isAgent);
    const all = descendants(pid);
    for (const name of ['unshare', 'nsenter', 'sh', 'ip'])
      t.true(
        all.some(({argv}) => argv[0] === name),
        name,
      );
    const agents = all.filter(({argv}) => argv[1]?.endsWith('agent/main.js'));
    t.is(agents.length, 6);
    // An ordinary user is shown neither another's nor one with capabilities.
    if (process.getuid?.() === 0) {
      t.true(readFileSync(`/proc/${pid}/environ`, 'utf8').includes('NODE_EXTRA_CA_CERTS='));
      for (const agent of agents)
        t.false(readFileSync(`/proc/${agent.pid}/environ`, 'utf8').includes('NODE_EXTRA_CA_CERTS='));
    }
    const watched = [...(who === 'user' ? [pid] : []), ...all.map(each => each.pid)];
    t.deepEqual(
      watched.filter(each => statusOf(each, 'NoNewPrivs') === '0'),
      [],
    );
    lab.child.kill('SIGINT');
    t.is((await lab.ended).code, 0);
  },
);

/** A program that adds the address and keeps running. */
const HOLDS = 'if [ $NODE = ns0 ]; then ip addr add $VIP/$PREFIX dev $IFACE; fi; exec sleep infinity';

labTest(
  'of all processes of a trial, only those of the software under test can gain privileges, and only as root',
  async (t, who) => {
    const {mark, env} = markedEnvironment();
    const args = ['trial', '--node-cmd', HOLDS, '--fault', 'kill', '--timeout', '3s', '--settle', '100ms'];
    const trial = startVip(who, args, {env});
    t.teardown(() => trial.child.kill('SIGKILL'));
    const main = trial.child.pid as number;
    // By then all agents exist. The software of both nodes is waited for, because the second may start
    // between two looks.
    const isHolding = ({argv}: Process) => argv.join(' ') === 'sleep infinity';
    const {pid: first} = await untilDescendant(main, isHolding);
    await untilDescendant(main, process => isHolding(process) && process.pid !== first);
    const known = new Map(descendants(main).map(each => [each.pid, each]));
    const open = marked(mark)
      .map(line => Number.parseInt(line, 10))
      .filter(pid => pid !== main && statusOf(pid, 'NoNewPrivs') === '0');
    const isUnderTest = (pid: number) => environmentOf(pid).includes('VIP_UNDER_TEST=');
    // The software's parent reports how it ended.
    const isItsShell = (pid: number) => known.get(pid)?.argv.includes('reporting') === true;
    t.deepEqual(
      open.filter(pid => !isUnderTest(pid) && !isItsShell(pid)).map(pid => known.get(pid)?.argv),
      [],
    );
    t.is(open.some(isUnderTest), who === 'root');
    t.true(known.size > 10, `${known.size}`);
    trial.child.kill('SIGTERM');
    await trial.ended;
  },
);

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return ''; // it has ended
  }
}
