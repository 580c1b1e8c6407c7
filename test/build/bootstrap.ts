import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {runNode, scriptPath, temporaryDirectory} from './helpers/script.js';

for (const version of ['18.20.4', '20.18.3']) {
  test(`Node ${version} is refused with one line and exit 3`, async t => {
    const preload = join(temporaryDirectory(t), 'old-node.cjs');
    writeFileSync(
      preload,
      `Object.defineProperty(process, 'versions', {value: {...process.versions, node: '${version}'}});`,
    );
    const {exitCode, stdout, stderr} = await runNode(['--require', preload, scriptPath('bootstrap.js')]);
    t.is(exitCode, 3);
    t.is(stdout, '');
    t.is(stderr, `setup: Node 20.19 or later is needed, this is ${version} (${process.execPath})\n`);
  });
}
