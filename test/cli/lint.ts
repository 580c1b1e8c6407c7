/** The lint rules that prevent whole kinds of faults find what they are meant to find. */

import {spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import test, {type ExecutionContext} from 'ava';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The findings in a text at this path, in a checkout with nothing else in it. */
function findings(t: ExecutionContext, place: string, text: string): string[] {
  const checkout = temporaryDirectory(t);
  const {vcs: _, ...rules} = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
  writeFileSync(join(checkout, 'biome.json'), JSON.stringify(rules));
  cpSync(join(root, 'lint'), join(checkout, 'lint'), {recursive: true});
  mkdirSync(dirname(join(checkout, place)), {recursive: true});
  writeFileSync(join(checkout, place), text);
  const biome = join(root, 'node_modules/.bin/biome');
  const {stdout, stderr} = spawnSync(biome, ['lint', '--colors=off', place], {
    cwd: checkout,
    encoding: 'utf8',
  });
  return [...`${stdout}${stderr}`.matchAll(/^ {2}[×!] (.*)$/gm)].flatMap(([, message = '']) => message);
}

const PRODUCT = 'packages/core/src/somewhere.ts';

// Assembled from parts, so that the rule does not find it in this file.
const SYS = ['', 'sys', 'class', 'net', ''].join('/');

for (const [what, place, text, found] of [
  ['an interface read from /sys', 'bench/x.ts', `read('${SYS}eth0/address');`, /network namespace/],
  ['the same in a template', PRODUCT, `read(\`${SYS}\${name}/carrier\`);`, /network namespace/],
  ['a list spread over a call', PRODUCT, 'all.push(...more);', /overflow the stack/],
  ['the same behind other arguments', PRODUCT, 'Math.max(0, ...all);', /overflow the stack/],
  ['the same for a constructor', PRODUCT, 'new Set(...all);', /overflow the stack/],
  ['a promise that is left to itself', PRODUCT, 'async function f() {}\nf();', /"floating" Promise/],
  ['the same with void', PRODUCT, 'async function f() {}\nvoid f();', /void is not allowed/],
] as const) {
  test(`a rule finds ${what}`, t => {
    t.regex(findings(t, place, text).join('\n'), found);
  });
}

test('spreading a list into a list, or an object into an object, is allowed', t => {
  t.deepEqual(findings(t, PRODUCT, 'export const f = (a: number[], b: object) => [[...a], {...b}];\n'), []);
});
