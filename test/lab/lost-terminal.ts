/** A terminal is closed under a command: the command ends in an orderly way, with 129 and no stack trace. */

import {chmodSync, existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {startCommand, vipCommand} from '../helpers/product.js';
import {labTest} from '../helpers/require-lab.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {shellLine} from '../helpers/terminal.js';
import {markedEnvironment, untilGone} from '../helpers/traces.js';
import {ONE} from '../helpers/trial.js';

const commands: readonly [says: string, ...words: string[]][] = [
  ['Performing failover', 'experiment', '--delay', '60s'],
  ['is held by', 'lab', '--name', 'lost-terminal'],
  ['think, then press a key', 'lesson', 'loopback', '--teach'],
];

for (const [says, ...words] of commands) {
  for (const isTold of [true, false]) {
    const title = `vip ${words.join(' ')}: its terminal is closed, and ${isTold ? 'it is told' : 'nobody tells it'}`;
    labTest(
      title,
      async (t, who) => {
        const directory = temporaryDirectory(t);
        chmodSync(directory, 0o777);
        const [status, errors] = [join(directory, 'status'), join(directory, 'errors')];
        const script = join(directory, 'script');
        writeFileSync(
          script,
          `trap '' HUP; ${shellLine(vipCommand(who, words))} 2>${errors}
           echo $? >${status}.new; mv ${status}.new ${status}`,
        );
        // When a terminal is closed, the kernel signals the session's leader, and all the others when that one ends.
        const line = isTold ? `sh ${script}; true` : `exec sh ${script}`;
        const {mark, env} = markedEnvironment();
        const terminal = startCommand(['script', '-q', '-c', line, '/dev/null'], {
          env: {...env, TERM: 'xterm', CI: '', SHELL: '/bin/sh'},
        });
        await terminal.says(says);
        terminal.child.kill('SIGKILL'); // this process held the other end
        for (let wait = 0; wait < 600 && !existsSync(status); wait++) await sleep(50);
        t.is(readFileSync(status, 'utf8'), '129\n', readFileSync(errors, 'utf8'));
        t.is(readFileSync(errors, 'utf8'), 'vip: interrupted by SIGHUP\n');
        t.deepEqual(await untilGone(mark), []);
      },
      ONE,
    );
  }
}
