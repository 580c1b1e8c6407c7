import {execFileSync, spawnSync} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {claim, LAB_PREFIX} from '@vip/core/internal';
import test, {type ExecutionContext} from 'ava';
import {vipCommand} from '../helpers/product.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';

const [node = '', program = ''] = vipCommand('root', []);

/** A name that runs a command if a shell expands it, and one with an escape sequence that a terminal would obey. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's
const HOSTILE = '$(touch${IFS}q)';
const CONTROL = 'a\u0007b';

const SCRIPTS = new Map<string, string>();

function scriptFor(shell: string): string {
  const script = SCRIPTS.get(shell) ?? execFileSync(node, [program, 'completion', shell], {encoding: 'utf8'});
  SCRIPTS.set(shell, script);
  return script;
}

/** How to make each shell complete, and print what it offers, one per line. */
const OFFERS: Readonly<Record<string, (words: readonly string[]) => string>> = {
  bash: words => `COMP_WORDS=(${quoted(words)})
COMP_CWORD=${words.length - 1}
compopt() { echo "files: $*"; }
_vip
printf '%s\\n' "\${COMPREPLY[@]}"`,
  zsh: words => `words=(${quoted(words)})
CURRENT=${words.length}
compadd() { print -rl -- "\${(@)names}"; }
_files() { print files; }
_vip`,
  fish: words => `complete -C ${quoted([words.join(' ')])}`,
};

function quoted(words: readonly string[]): string {
  return words.map(word => `'${word}'`).join(' ');
}

/** An environment whose home is empty: shells write there, so one that does not exist would be created, and stay. */
function atHome(t: ExecutionContext): NodeJS.ProcessEnv {
  const home = temporaryDirectory(t);
  return {...process.env, HOME: home, ZDOTDIR: home};
}

/** What a shell offers after these words, the last of which is being typed; `before` changes where names come from. */
function complete(t: ExecutionContext, shell: string, words: readonly string[], before = ''): string[] {
  const script = [scriptFor(shell), before, OFFERS[shell]?.(words)].join('\n');
  const args = shell === 'zsh' ? ['-f', '-c'] : ['-c'];
  return execFileSync(shell, [...args, script], {encoding: 'utf8', env: atHome(t), stdio: 'pipe'})
    .trim()
    .split('\n');
}

for (const shell of ['bash', 'zsh', 'fish']) {
  test(`${shell}: commands, options and values`, t => {
    t.true(complete(t, shell, ['vip', '']).includes('garp'));
    t.true(complete(t, shell, ['vip', 'capture', '--']).join('\n').includes('--write'));
    t.deepEqual(complete(t, shell, ['vip', 'garp', '--form', '']).sort(), ['both', 'reply', 'request']);
    t.true(complete(t, shell, ['vip', 'lesson', '']).includes('loopback'));
    t.true(complete(t, shell, ['vip', 'garp', '--iface', '']).includes('lo'));
    t.true(complete(t, shell, ['vip', 'exec', '']).includes('ns1'));
  });
}

test("the names of the user's own labs, and no others", async t => {
  const name = `t${randomBytes(4).toString('hex')}`;
  const lab = await claim(LAB_PREFIX + name, null);
  const other = await claim(`x${name}`, null);
  t.teardown(() => {
    lab?.end();
    other?.end();
  });
  for (const shell of ['bash', 'zsh', 'fish']) {
    const offered = complete(t, shell, ['vip', 'exec', '--lab', '']);
    t.deepEqual(
      offered.filter(each => each.includes(name)),
      [name],
      shell,
    );
  }
  lab?.end();
  t.false(complete(t, 'bash', ['vip', 'garp', '--lab', '']).includes(name));
});

test('bash offers the candidates that begin with the word', t => {
  t.deepEqual(complete(t, 'bash', ['vip', 'ex']), ['experiment', 'exec', 'explain']);
  t.deepEqual(complete(t, 'bash', ['vip', 'garp', '--fo']), ['--force', '--form']);
});

test('files are offered where files are expected, and only there', t => {
  for (const words of [
    ['explain', ''],
    ['report', 'x'],
    ['capture', '-w', ''],
    ['explain', '--report', ''],
  ]) {
    t.deepEqual(complete(t, 'bash', ['vip', ...words]), ['files: -o default'], words.join(' '));
    t.deepEqual(complete(t, 'zsh', ['vip', ...words]), ['files'], words.join(' '));
  }
  t.deepEqual(complete(t, 'bash', ['vip', 'who', '-W', '']), [''], 'a duration');
});

for (const shell of ['bash', 'zsh']) {
  test(`${shell}: a name that is a command is offered quoted, and never run`, t => {
    const names = `_vip_interfaces() { printf '%s\\n' '${HOSTILE}' lo; }
touch() { echo RAN; }`;
    const offered = complete(t, shell, ['vip', 'garp', '-I', ''], names);
    t.is(offered.length, 2);
    t.is(offered[1], 'lo');
    // bash inserts it as it stands; zsh quotes what compadd is given.
    const value =
      shell === 'bash'
        ? execFileSync('bash', ['-c', `echo ${offered[0]}`], {encoding: 'utf8'}).trim()
        : offered[0];
    t.is(value, HOSTILE);
  });
}

test('names with control characters are not offered', t => {
  const listed = `sed() { command sed "\${@:1:$#-1}" <<< $'head\\n  lo: 0\\n${CONTROL}: 0'; }`;
  t.deepEqual(complete(t, 'bash', ['vip', 'garp', '-I', ''], listed), ['lo']);
});

test('completion works in zsh without compinit', t => {
  const {status, stderr} = spawnSync('zsh', ['-f', '-c', `${scriptFor('zsh')}\n(( $+functions[compdef] ))`], {
    encoding: 'utf8',
    env: atHome(t),
  });
  t.is(status, 0);
  t.is(stderr, '');
});

test('any other shell is refused', t => {
  const {status, stderr} = spawnSync(node, [program, 'completion', 'csh'], {encoding: 'utf8'});
  t.is(status, 2);
  t.regex(stderr, /expected one of bash, zsh, fish, got "csh"/);
});
