/** What the packages offer and need, as seen by the tools that npm's users rely on. */

import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import test, {type ExecutionContext} from 'ava';
import {buildSync} from 'esbuild';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Runs a program of ours or of a development dependency, and fails with all of its output. */
function passes(t: ExecutionContext, program: string, args: readonly string[]): string {
  const {status, stdout, stderr} = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    env: {...process.env, FORCE_COLOR: '0', NO_COLOR: '1'},
  });
  t.is(status, 0, `${program} ${args.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

const bin = (name: string) => join(root, 'node_modules/.bin', name);

test('there are no unused exports, files or dependencies', t => {
  passes(t, bin('knip'), ['--no-progress']);
});

test('a published package resolves for ESM and CommonJS users, with its types', t => {
  const directory = temporaryDirectory(t);
  const packed = passes(t, process.execPath, [join(root, 'scripts/pack.js'), directory]);
  const tarballs = packed.split('\n').filter(file => file.endsWith('.tgz'));
  t.is(tarballs.length, 4);
  for (const tarball of tarballs) {
    passes(t, bin('publint'), ['--strict', tarball]);
    // Node's own resolution since version 16; the packages are ESM, which CommonJS imports dynamically, or requires from Node 22 on.
    const profile = ['--profile', 'node16', '--ignore-rules', 'cjs-resolves-to-esm', '--format', 'ascii'];
    if (!tarball.includes('vip-cli-')) passes(t, bin('attw'), [...profile, tarball]);
  }
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
