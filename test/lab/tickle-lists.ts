/** Lists of sessions sent from node to node are accepted only from holders of the key. */

import {readFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import {stop} from '../helpers/pair.js';
import {labTest} from '../helpers/require-lab.js';
import {openTickledNodes, VIP, VIP6} from '../helpers/tickled-nodes.js';
import {ONE} from '../helpers/trial.js';

const KEY = 'k'.repeat(32);
const OTHER = 'x'.repeat(32);

labTest(
  "the passive node keeps the active one's list of both families, replaced at each change, and accepts nothing with another key",
  async t => {
    const nodes = await openTickledNodes(t);
    await nodes.serve();
    const key = nodes.file('key', `${KEY}\n`);
    const other = nodes.file('other', `hex:${Buffer.from(OTHER).toString('hex')}\n`);
    const list = `${nodes.directory}/list`;
    const ips = ['tickle', '--ip', VIP, '--ip', VIP6];
    // This is how it runs on both nodes; b has its own sessions to send once it has the address.
    const both = ['--to', '10.3.2.210:7999', '--every', '50ms', '--key', key];
    const passive = nodes.startVip('b', ...ips, '--learn', list, '--listen', '10.3.2.211:7999', ...both);
    await passive.says(`${VIP} and ${VIP6} are not here: the list stays as it is`);
    const wrong = nodes.startVip('a', ...ips, '--to', '10.3.2.211:7999', '--every', '50ms', '--key', other);
    await wrong.says('vip: warning: 10.3.2.211:7999: expected a listener with the same key, got another one');
    stop(wrong);
    t.is((await wrong.ended).code, 0);
    t.is((await wrong.ended).stderr.match(/warning/g)?.length, 1, 'told once');
    t.throws(() => readFileSync(list), {code: 'ENOENT'});

    const sessions = await nodes.connect(VIP, 3);
    const active = nodes.startVip('a', ...ips, '--to', '10.3.2.211:7999', '--every', '50ms', '--key', key);
    await passive.says(`${list}: 3 sessions from 10.3.2.210\n`);
    await nodes.connect(VIP6, 2);
    await passive.says(`${list}: 5 sessions from 10.3.2.210\n`);
    t.is(readFileSync(list, 'utf8').match(/^\[fd00:3::200\]:7000 \[fd00:3::212\]:\d+$/gm)?.length, 2);

    // The listener refuses a sender without the key, with one line, whatever it sends.
    const strange = async (...said: readonly string[]) => {
      const script = `printf '${said.join('\\n')}\\n' | timeout 5 cat - >/dev/tcp/10.3.2.211/7999`;
      await nodes.start('c', 'bash', '-c', script).ended;
    };
    await strange('GET / HTTP/1.0');
    await passive.says('vip: warning: refused a list from 10.3.2.212: it is not vip tickle --to\n');
    await strange('0'.repeat(64), `9 ${'0'.repeat(64)} ${'0'.repeat(64)}`);
    await passive.says('vip: warning: refused a list from 10.3.2.212: it has another key\n');
    await strange('0'.repeat(10_000));
    await passive.says(
      'vip: warning: refused a list from 10.3.2.212: expected a line of at most 256 octets, got more\n',
    );
    t.is(readFileSync(list, 'utf8').split('\n').length, 6);

    // The active node is gone: the list stays, although sessions are on b now.
    stop(active);
    await active.ended;
    await nodes.crash();
    await passive.says(`${VIP} and ${VIP6} are here: keeping the list`);
    await sleep(300);
    t.is(readFileSync(list, 'utf8').split('\n').length, 6);
    const ended = await nodes.vip('b', 'tickle', '--ip', VIP, '--from', list, '--verify');
    t.is(ended.code, 0, ended.stdout);
    t.is((await sessions.untilEnded(3)).length, 3);
    stop(passive);
    t.is((await passive.ended).code, 0);
  },
  ONE,
);
