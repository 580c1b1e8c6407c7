/** The example for continuous integration: what it runs, runs. */

import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {startVip} from '../helpers/product.js';
import {labTest} from '../helpers/require-lab.js';
import {ONE, openDirectory} from '../helpers/trial.js';

const EXAMPLE = fileURLToPath(new URL('../../../docs/examples/failover.yml', import.meta.url));

labTest(
  'the commands of docs/examples/failover.yml',
  async (t, who) => {
    const directory = openDirectory(t);
    const commands = readFileSync(EXAMPLE, 'utf8').matchAll(/^ +run: npx --no-install vip (.*)$/gm);
    let count = 0;
    for (const [, words = ''] of commands) {
      const {code, stdout, stderr} = await startVip(who, words.split(' '), {cwd: directory}).ended;
      // On a busy machine an outage may be too long: then that, and nothing else, is what it says.
      t.true(code === 0 || (code === 1 && stdout.includes('The outage was too long.')), stdout + stderr);
      t.regex(stdout, /^Outages of \d+ runs/m);
      t.true(
        stdout.split('\n').every(line => line.length <= 80),
        stdout,
      );
      count++;
    }
    t.is(count, 2);
    for (const file of ['switch-over.xml', 'node-crash.xml', 'node-crash/worst-ext.pcapng']) {
      t.true(existsSync(join(directory, file)), file);
    }
  },
  ONE,
);
