/** What the packages offer and need, as seen by the tools that npm's users rely on. */

import {fileURLToPath} from 'node:url';
import test from 'ava';
import {buildSync} from 'esbuild';
import {passes} from '../helpers/development-tool.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

test('there are no unused exports, files or dependencies', t => {
  passes(t, 'knip', ['--no-progress']);
});

test('errors keep their names in a bundle, where Node prints the name of the class', t => {
  const {outputFiles} = buildSync({
    stdin: {contents: "export * from '@vip/core'; export * from '@vip/arp';", resolveDir: root},
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    external: ['cap', 'raw-socket'],
    logLevel: 'error',
  });
  const classes = [
    ...(outputFiles[0]?.text ?? '').matchAll(/(\w+) = class (\w*) ?extends (?:Error|VipError)\b/g),
  ];
  t.deepEqual(
    classes.map(([, name, inner]) => [name, inner]).filter(([, inner]) => inner !== ''),
    [],
  );
  t.regex(outputFiles[0]?.text ?? '', /VipError = class extends Error/);
});
