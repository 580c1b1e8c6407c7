import {execFileSync, spawnSync} from 'node:child_process';
import test from 'ava';
import {vipCommand} from '../helpers/product.js';

const [node = '', program = ''] = vipCommand('root', []);
const script = execFileSync(node, [program, 'completion', 'bash'], {encoding: 'utf8'});

/** What bash offers after these words; the last is the one being typed. */
function complete(...words: readonly string[]): string[] {
  const line = [
    `COMP_WORDS=(${words.map(word => `'${word}'`).join(' ')})`,
    `COMP_CWORD=${words.length - 1}`,
    '_vip',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: bash expands it
    'printf "%s\\n" "${COMPREPLY[@]}"',
  ];
  const output = execFileSync('bash', ['-c', [script, ...line].join('\n')], {encoding: 'utf8'});
  return output.trim().split('\n');
}

test('commands', t => {
  t.deepEqual(complete('vip', 'ex'), ['explain', 'experiment', 'exec']);
  t.true(complete('vip', '').includes('garp'));
});

test('options of a command', t => {
  t.deepEqual(complete('vip', 'garp', '--fo'), ['--form', '--force']);
  t.true(complete('vip', 'capture', '--').includes('--write'));
});

test('values', t => {
  t.deepEqual(complete('vip', 'garp', '--form', 're'), ['request', 'reply']);
  t.true(complete('vip', 'experiment', 'loop').includes('loopback'));
  t.true(complete('vip', 'garp', '--iface', 'l').includes('lo'));
  t.deepEqual(complete('vip', 'exec', 'ns'), ['ns0', 'ns1']);
});

test('any other shell is refused', t => {
  const {status, stderr} = spawnSync(node, [program, 'completion', 'fish'], {encoding: 'utf8'});
  t.is(status, 2);
  t.regex(stderr, /expected bash or zsh, got "fish"/);
});
