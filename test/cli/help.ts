import {readFileSync} from 'node:fs';
import test from 'ava';
import {vip} from '../helpers/product.js';

const who = process.getuid?.() === 0 ? 'root' : 'user';

test("--version prints the package's version", async t => {
  const text = readFileSync(new URL('../../../packages/cli/package.json', import.meta.url), 'utf8');
  const {version} = JSON.parse(text);
  for (const flag of ['--version', '-v', '-V'])
    t.deepEqual(await vip(who, [flag]), {code: 0, signal: null, stdout: `${version}\n`, stderr: ''});
});

const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  garp: [
    ...['-I, --iface <name>', '--ip <address>', '-c, --count <n>', '-i, --interval <duration>'],
    ...['--pace <duration>', '-D, --detect', '--force', '--verify [addresses]', '--escalate'],
    ...[
      '--tickle <file>',
      '-n, --dry-run',
      '--mac <address>',
      '-h, --help',
      '--form <form>',
      '--target-mac <mac>',
      '--vlan <id>',
    ],
    ...['--netns <name>', '--node <node>', '--lab <name>', '--json'],
  ],
  capture: [
    ...['-I, --iface <name>', '--garp', '--ip <address>', '-f, --filter <expression>', '-c, --count <n>'],
    ...['-d, --duration <duration>', '-h, --help', '--netns <name>', '--node <node>', '--lab <name>'],
    ...['-w, --write <file>', '--json'],
  ],
};

for (const [command, options] of Object.entries(OPTIONS)) {
  test(`vip ${command} --help describes every option within 80 columns`, async t => {
    const {code, stdout, stderr} = await vip(who, [command, '--help']);
    t.is(code, 0);
    t.is(stderr, '');
    const told = [...stdout.matchAll(/^ {2}(-\S.*?) {2,}\S|^ {2}(-\S.*)$/gm)].map(
      match => match[1] ?? match[2],
    );
    t.deepEqual(told, options);
    t.regex(stdout, /\nExamples:\n/);
    t.deepEqual(
      stdout.split('\n').filter(line => line.length > 80),
      [],
    );
    t.is((await vip(who, ['help', command])).stdout, stdout);
  });
}

test('vip --help names the commands and the exit codes, within 80 columns', async t => {
  const {code, stdout} = await vip(who, ['--help']);
  t.is(code, 0);
  for (const command of ['garp', 'who', 'capture', 'experiment', 'lesson', 'trial', 'lab', 'exec'])
    t.regex(stdout, new RegExp(`^  ${command} `, 'm'));
  t.regex(stdout, /Exit codes:\n {2}0 +done.*\n {2}1 .*\n {2}2 +usage.*\n {2}3 .*\n {2}130, 143, 129 /);
  t.deepEqual(
    stdout.split('\n').filter(line => line.length > 80),
    [],
  );
});

test('vip alone is a usage error that shows the help', async t => {
  const {code, stdout, stderr} = await vip(who, []);
  t.is(code, 2);
  t.is(stdout, '');
  t.regex(stderr, /^Usage: vip /);
});
