/**
 * The output that pages show for commands that need neither a lab nor a network is what the program prints.
 */

import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {gunzipSync} from 'node:zlib';
import test from 'ava';
import {vip} from '../helpers/product.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const who = process.getuid?.() === 0 ? 'root' : 'user';
const DOCS = new URL('../../../docs/', import.meta.url);
const CAPTURES = fileURLToPath(new URL('../../fixtures/failovers/', import.meta.url));

const blocksOf = (page: string) =>
  [...readFileSync(new URL(page, DOCS), 'utf8').matchAll(/^```\n(.*?)^```$/gms)].map(([, text = '']) => text);

/** The text below a command, up to the next command, split at lines of `...`. */
function shownOf(page: string, command: string): string[] {
  const block = blocksOf(page).find(text => text.startsWith(`$ ${command}\n`)) ?? '';
  const [shown = ''] = block.slice(block.indexOf('\n') + 1).split(/^\$ /m, 1);
  return shown.split(/^ *\.\.\.\n/m).filter(piece => piece !== '');
}

/** The pieces that the printed text lacks, or has in another order. */
function missingIn(printed: string, pieces: readonly string[]): string[] {
  let from = 0;
  return pieces.filter(piece => {
    const at = printed.indexOf(piece, from);
    if (at >= 0) from = at + piece.length;
    return at < 0;
  });
}

const SHOWN: readonly [page: string, command: string, code: number][] = [
  ['explain.md', 'vip explain failover.pcapng', 1],
  ['watch.md', 'vip watch silent-failback.pcapng.gz', 0],
  ['topologies.md', 'vip trial --driver keepalived --fault heartbeat-cut', 2],
];

for (const [page, command, expected] of SHOWN)
  test(`docs/${page}: ${command}`, async t => {
    const cwd = temporaryDirectory(t);
    const capture = readFileSync(join(CAPTURES, 'silent-failback.pcapng.gz'));
    writeFileSync(join(cwd, 'silent-failback.pcapng.gz'), capture);
    writeFileSync(join(cwd, 'failover.pcapng'), gunzipSync(capture));
    const {code, stdout, stderr} = await vip(who, command.split(' ').slice(1), {cwd});
    t.is(code, expected, stderr);
    const pieces = shownOf(page, command);
    t.true(pieces.join('').length > 60);
    t.deepEqual(missingIn(stdout + stderr, pieces), [], stdout);
  });

test('docs/explain.md has the line of each capture from the lab', async t => {
  const shown = blocksOf('explain.md').find(text => text.includes(' on ext0 VLAN 7: ')) ?? '';
  const printed: string[] = [];
  for (const name of readdirSync(CAPTURES).filter(file => file.endsWith('.gz'))) {
    const {stdout} = await vip(who, ['explain', join(CAPTURES, name), '--brief']);
    printed.push(...stdout.split('\n'));
  }
  const lines = shown.split('\n').filter(line => line !== '');
  t.true(lines.length > 10);
  t.deepEqual(
    lines.filter(line => !printed.includes(line)),
    [],
  );
});
