/**
 * `vip tickle` in a user's lab, root or not: the list is learned, the node fails, and its clients are reset.
 */

import {copyFileSync, existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {openLiveLab} from '../helpers/live-lab.js';
import {descendants} from '../helpers/processes.js';
import {jsonLines, type Running, startVip, vip} from '../helpers/product.js';
import {turnTest} from '../helpers/require-lab.js';
import {sessionsOf} from '../helpers/session-lines.js';
import {SESSIONS_PROGRAM} from '../helpers/tickled-nodes.js';
import {untilGone} from '../helpers/traces.js';
import {openDirectory} from '../helpers/trial.js';

const VIP = '10.3.2.200';
const COUNT = 5;

/** Sends ^C to the command that runs in a node, which is a grandchild of the command typed. */
function interrupt({child}: Running): void {
  const inside = descendants(child.pid as number).filter(({argv}) => /vip\.js$/.test(argv[1] ?? ''));
  for (const {pid} of inside) process.kill(pid, 'SIGINT');
}

turnTest(
  'clients learned on the active node are reset by vip garp --tickle on the passive one; --kill before it goes back',
  async (t, who) => {
    const directory = openDirectory(t);
    const program = join(directory, 'sessions.mjs');
    copyFileSync(SESSIONS_PROGRAM, program);
    const list = join(directory, 'list');
    const {name, mark, running, exec} = await openLiveLab(t, who, '--json');
    const inNode = (node: string, ...words: readonly string[]) =>
      startVip(who, ['exec', '--lab', name, node, '--', process.execPath, program, ...words]);
    const at = (node: string) => ['--node', node, '--lab', name, '--ip', VIP];
    for (const node of ['ns0', 'ns1']) await inNode(node, 'serve', '7000').says('serving');
    const connect = async () => {
      const client = inNode('ext', 'connect', VIP, '7000', String(COUNT));
      await client.says('"open"');
      return sessionsOf(client);
    };
    const sessions = await connect();

    const learning = (node: string) =>
      startVip(who, ['tickle', ...at(node), '--learn', list, '--every', '50ms', '--json']);
    const passive = learning('ns1');
    await passive.says('"here":[]');
    t.false(existsSync(list), 'the passive node has nothing to say');
    const active = learning('ns0');
    await active.says(`"sessions":${COUNT}`);
    const lines = readFileSync(list, 'utf8').trim().split('\n');
    t.is(lines.length, COUNT);
    for (const line of lines) t.regex(line, /^10\.3\.2\.200:7000 10\.\d+\.\d+\.\d+:\d+$/);
    interrupt(passive);
    t.is((await passive.ended).code, 0);

    t.is((await exec('ns0', 'ip', 'link', 'set', 'mcv0', 'down')).code, 0);
    await active.says(/"here":\[\]\}\n/);
    interrupt(active);
    t.is((await active.ended).code, 0);
    t.is(
      readFileSync(list, 'utf8').trim().split('\n').length,
      COUNT,
      'a node that has lost the address keeps its list',
    );
    t.is((await exec('ns0', 'ip', 'addr', 'del', `${VIP}/8`, 'dev', 'mcv0')).code, 0);
    t.is((await exec('ns1', 'ip', 'addr', 'add', `${VIP}/8`, 'dev', 'mcv1')).code, 0);
    await sleep(500);
    t.deepEqual(sessions.ended(), []);
    const garp = await vip(who, ['garp', ...at('ns1'), '--iface', 'mcv1', '--tickle', list, '--json']);
    t.is(garp.code, 0, garp.stderr);
    t.is((await sessions.untilEnded(COUNT)).filter(({code}) => code === 'ECONNRESET').length, COUNT);
    const told = jsonLines(garp.stdout);
    t.deepEqual(
      told.map(({kind}) => kind),
      ['sent', 'sent', 'sent', 'sent', 'summary', 'tickled'],
    );
    t.is(told.at(-1)?.reset, COUNT);

    const more = await connect();
    const kill = await vip(who, ['tickle', ...at('ns1'), '--kill']);
    t.deepEqual([kill.code, kill.stdout], [0, `${COUNT} sessions of ${VIP} ended\n`], kill.stderr);
    t.is((await more.untilEnded(COUNT)).length, COUNT);
    running.child.kill('SIGINT');
    await running.ended;
    t.deepEqual(await untilGone(mark), []);
  },
);
