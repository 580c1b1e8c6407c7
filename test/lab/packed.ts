/** What would be published, installed where nothing of this workspace is, by the commands that README gives. */

import {execFileSync} from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import test from 'ava';
import {asWho, EVERYBODY, type Who} from '../helpers/product.js';
import {labTest} from '../helpers/require-lab.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {ONE} from '../helpers/trial.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PACK = join(ROOT, 'scripts/pack.js');

const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const [PROGRAM_INSTALL = '', LIBRARY_INSTALL = ''] = README.match(/^npm install .*\.tgz$/gm) ?? [];

function pack(directory: string): string[] {
  return execFileSync(process.execPath, [PACK, directory], {encoding: 'utf8'}).trim().split('\n');
}

/** From the tarballs alone: a package that is not in them cannot be had. */
function install(command: string, directory: string): void {
  const environment = {
    ...process.env,
    PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
    npm_config_offline: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
    npm_config_prefix: join(directory, 'prefix'),
  };
  execFileSync('sh', ['-c', command], {cwd: directory, encoding: 'utf8', stdio: 'pipe', env: environment});
}

function hasCodeCache(program: string): boolean {
  return readdirSync(dirname(program)).some(file => file.endsWith('.cache'));
}

labTest(
  'vip from its tarball: npm compiles the addons, root and users run the experiment',
  async t => {
    const directory = temporaryDirectory(t);
    chmodSync(directory, 0o755);
    pack(directory);
    install(PROGRAM_INSTALL, directory);
    const program = join(directory, 'prefix/bin/vip');
    t.true(hasCodeCache(realpathSync(program)), 'npm made the code cache');
    t.regex(readFileSync(join(directory, 'prefix/share/man/man1/vip.1'), 'utf8'), /^\.TH VIP 1 /, 'man vip');
    const report = join(directory, 'report.html');
    for (const who of ['root', 'user'] as const) {
      const more = who === 'root' ? ['--report', report] : [];
      const [file = '', ...args] = asWho(who, [
        process.execPath,
        program,
        'experiment',
        '--delay',
        '0s',
        ...more,
      ]);
      const printed = execFileSync(file, args, {encoding: 'utf8', cwd: '/'});
      t.regex(printed, /Every expectation held\.\n$/, who);
    }
    t.regex(readFileSync(report, 'utf8'), /^<!doctype html>/);
  },
  ONE,
);

/** The examples of a package's README, each as a program. */
function examplesOf(packageDirectory: string): string[] {
  const readme = readFileSync(join(packageDirectory, 'README.md'), 'utf8');
  return [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code);
}

const USE = `
import {announcementFrames, decodeArpPacket, decodeEthernetFrame, parseIpv4, parseMac} from '@vip/arp';
import {openLink} from '@vip/arp/link';
import {openLab} from '@vip/core';
import '@vip/analysis';
import '@vip/core/announce';
import '@vip/core/process';
import '@vip/core/verify';
const [frame] = announcementFrames({
  ip: parseIpv4('10.3.2.200'),
  mac: parseMac('02:00:00:00:00:11'),
  form: 'request',
});
if (frame !== undefined) console.log(decodeArpPacket(decodeEthernetFrame(frame).payload).senderIp);
try { openLink({iface: 'nowhere0'}); } catch (error) { console.log((error as {code: string}).code); }
const lab = await openLab();
console.log((await lab.run('host', ['ip', '-br', 'link'])).stdout.trim().split(/ +/)[0]);
await lab.close();
`;

/** As strict as a project of somebody else may be, with the types of Node where our packages say that they need them. */
const STRICT = {
  compilerOptions: {
    ...{target: 'es2023', lib: ['es2023', 'esnext.disposable'], module: 'nodenext'},
    ...{strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false},
  },
};

labTest(
  'the libraries from their tarballs, in a strict project of another user',
  async t => {
    const directory = temporaryDirectory(t);
    chmodSync(directory, 0o755);
    pack(directory);
    writeFileSync(join(directory, 'package.json'), '{"type": "module", "private": true}');
    install(LIBRARY_INSTALL, directory);
    mkdirSync(join(directory, 'node_modules/@types'));
    symlinkSync(
      realpathSync(join(ROOT, 'node_modules/@types/node')),
      join(directory, 'node_modules/@types/node'),
    );
    writeFileSync(join(directory, 'use.ts'), USE);
    writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify(STRICT));
    const examples = examplesOf(join(directory, 'node_modules/@vip/core'));
    for (const [index, code] of examples.entries())
      writeFileSync(join(directory, `example${index}.ts`), code);
    execFileSync(join(ROOT, 'node_modules/.bin/tsc'), ['-p', '.'], {cwd: directory, encoding: 'utf8'});
    const run = (who: Who, file: string) => {
      const [program = '', ...args] = asWho(who, [process.execPath, join(directory, file)]);
      return execFileSync(program, args, {cwd: '/', encoding: 'utf8'});
    };
    t.is(run('root', 'use.js'), '10.3.2.200\nNO_INTERFACE\nlo\n');
    t.is(examples.length, 2);
    for (const who of EVERYBODY) {
      t.regex(run(who, 'example0.js'), /Every expectation held\.\n$/, who);
      t.regex(run(who, 'example1.js'), /^dark for \d+ ms ± [\d.]+ ms; \d+ of \d+ probes lost\n$/, who);
    }
  },
  ONE,
);

test('a tarball has nothing in it that is of use in this checkout alone', t => {
  for (const tarball of pack(temporaryDirectory(t))) {
    const files = execFileSync('tar', ['-tzf', tarball], {encoding: 'utf8'}).trim().split('\n');
    const own = files.filter(file => !file.includes('/node_modules/'));
    t.true(own.length > 5, tarball);
    t.deepEqual(
      own.filter(file => !/\.(?:js|css|d\.ts|json|md)$|^package\/(?:LICENSE|dist\/vip\.1)$/.test(file)),
      [],
    );
    const scripts = execFileSync('tar', ['-xzOf', tarball, 'package/dist'], {maxBuffer: 1 << 28});
    t.false(scripts.includes('sourceMappingURL='), tarball);
  }
});

test('npm run pack leaves nothing that git would ask about', t => {
  const before = readdirSync(ROOT);
  const tarballs = execFileSync(process.execPath, [PACK], {encoding: 'utf8'}).trim().split('\n');
  t.true(tarballs.every(path => dirname(path) === join(ROOT, 'dist')));
  t.true(readFileSync(join(ROOT, '.gitignore'), 'utf8').split('\n').includes('dist/'));
  t.deepEqual(
    readdirSync(ROOT).filter(name => !before.includes(name) && name !== 'dist'),
    [],
  );
});
