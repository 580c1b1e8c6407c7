/** The packages as they would be published, installed outside this workspace by the commands in README. */

import {execFileSync, spawnSync} from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import test, {type ExecutionContext} from 'ava';
import {bareMachine} from '../helpers/bare-machine.js';
import {passes} from '../helpers/development-tool.js';
import {asWho, EVERYBODY, type Who} from '../helpers/product.js';
import {examplesOf} from '../helpers/readme-examples.js';
import {labTest, rootTest} from '../helpers/require-lab.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {inRotation, isTorture} from '../helpers/torture.js';
import {ONE} from '../helpers/trial.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PACK = join(ROOT, 'scripts/pack.js');

const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const [PROGRAM_INSTALL = '', LIBRARY_INSTALL = ''] = README.match(/^npm install .*\.tgz$/gm) ?? [];

/** The addons for this Node only, or for every line of Node with `npm run torture`. */
const prebuilds = mkdtempSync(join(tmpdir(), 'vip-prebuilds-'));
const NOT_PREBUILT = '/nonexistent';

/** What `npm run pack` makes from them, with the paths that it prints. */
const release = mkdtempSync(join(tmpdir(), 'vip-release-'));
let packed: string[] = [];

test.before(() => {
  prebuild(prebuilds);
  packed = pack(release);
});
test.after.always(() => {
  for (const directory of [prebuilds, release]) rmSync(directory, {recursive: true});
});

function prebuild(directory: string): void {
  const lines = isTorture ? [] : ['this'];
  execFileSync(process.execPath, [join(ROOT, 'scripts/prebuilds.js'), ...lines], {
    stdio: 'pipe',
    // Other lines of Node are downloaded.
    env: {
      ...process.env,
      VIP_PREBUILDS: directory,
      NODE_EXTRA_CA_CERTS: process.env.VIP_TEST_CERTIFICATES,
    },
  });
}

/** @param directory the output directory; if absent, the one that `npm run pack` uses by default */
function pack(directory?: string, addons = prebuilds): string[] {
  const env = {...process.env, VIP_PREBUILDS: addons};
  const args = directory === undefined ? [PACK] : [PACK, directory];
  const printed = execFileSync(process.execPath, args, {encoding: 'utf8', stdio: 'pipe', env});
  return printed.trim().split('\n');
}

/**
 * An environment in which npm installs only from the tarballs, so that a package missing from them cannot be
 * installed.
 */
function npmEnvironment(directory: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
    npm_config_offline: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
    npm_config_prefix: join(directory, 'prefix'),
  };
}

/** Returns all that npm and the packages' own scripts printed. */
function install(command: string, directory: string): string {
  const {status, stdout, stderr} = spawnSync('sh', ['-c', command], {
    cwd: directory,
    encoding: 'utf8',
    env: npmEnvironment(directory),
  });
  if (status !== 0) throw new Error(`${command}\n${stdout}${stderr}`);
  return stdout + stderr;
}

function hasCodeCache(program: string): boolean {
  return readdirSync(dirname(program)).some(file => file.endsWith('.cache'));
}

/** A directory, readable for all, with the release in it. */
function releaseFor(t: ExecutionContext): string {
  const directory = temporaryDirectory(t);
  chmodSync(directory, 0o755);
  for (const file of packed) cpSync(file, join(directory, basename(file)));
  return directory;
}

const EXPERIMENT = ['experiment', '--delay', '0s'];

rootTest('vip from its tarball, and from its archive, without a compiler and without libpcap', t => {
  const directory = releaseFor(t);
  const nodes = isTorture ? installedNodes() : [process.execPath];
  for (const node of nodes) {
    const bare = bareMachine(t, node);
    const run = (words: readonly string[]) =>
      bare.run(words, {cwd: directory, env: npmEnvironment(directory)});
    t.regex(
      run(['sh', '-c', 'g++ --version; python3 --version; make --version; true']),
      /^(?:.*not found\n){3}$/,
    );
    run(['sh', '-c', PROGRAM_INSTALL]);
    const program = join(directory, 'prefix/bin/vip');
    t.false(
      existsSync(join(dirname(realpathSync(program)), '../node_modules/cap/build')),
      'nothing was compiled',
    );
    const printed = run([program, ...EXPERIMENT]);
    t.regex(printed, /Every expectation held\.\n$/, node);
    t.notRegex(printed, /Warning/, 'this line of Node finds nothing to warn of');
  }
  runsWithoutScripts(t, directory);
  const archive = readdirSync(directory).find(name => name.endsWith('.tar.gz')) ?? '';
  t.regex(archive, /^vip-[\d.]+-linux-(?:x64|arm64)\.tar\.gz$/);
  const bare = bareMachine(t, process.execPath);
  bare.run(['tar', '-xzf', archive], {cwd: directory});
  const unpacked = join(directory, archive.replace('.tar.gz', ''));
  t.regex(bare.run([join(unpacked, 'bin/vip'), ...EXPERIMENT]), /Every expectation held\.\n$/);
  t.regex(readFileSync(join(unpacked, 'share/man/man1/vip.1'), 'utf8'), /^\.TH VIP 1 /);
  t.true(existsSync(join(unpacked, 'lib/vip/LICENSE')));
  const [kind = ''] = readdirSync(prebuilds);
  const licence = join(unpacked, 'lib/vip/node_modules/cap/prebuilds', kind, 'LICENSE.libpcap');
  t.regex(readFileSync(licence, 'utf8'), /Redistribution and use in source and binary forms/);
});

/** Checks that vip runs when installed with `--ignore-scripts`, which will be npm's default. */
function runsWithoutScripts(t: ExecutionContext, directory: string): void {
  const bare = bareMachine(t, process.execPath);
  const run = (words: readonly string[]) => bare.run(words, {cwd: directory, env: npmEnvironment(directory)});
  run(['sh', '-c', `${PROGRAM_INSTALL} --ignore-scripts --prefix ./without-scripts`]);
  const program = join(directory, 'without-scripts/bin/vip');
  t.false(hasCodeCache(realpathSync(program)), 'no script was run');
  t.regex(run([program, ...EXPERIMENT]), /Every expectation held\.\n$/);
  run([process.execPath, join(dirname(realpathSync(program)), 'warm.js')]);
  t.true(hasCodeCache(realpathSync(program)), 'made by hand');
}

/** Every supported line of Node, as `npm run prebuilds` has downloaded it. */
function installedNodes(): string[] {
  const lines = join(ROOT, '.bootstrap/nodes');
  return readdirSync(lines).map(line =>
    realpathSync(join(lines, line, `node_modules/node-linux-${process.arch}/bin/node`)),
  );
}

labTest(
  'vip from its tarball: if no prebuilt addon fits, npm says so and compiles; root and users run the experiment',
  async t => {
    const directory = temporaryDirectory(t);
    chmodSync(directory, 0o755);
    pack(directory, NOT_PREBUILT);
    const said = install(`${PROGRAM_INSTALL} --foreground-scripts`, directory);
    const {node, modules} = process.versions;
    t.true(
      said.includes(`cap: no prebuilt addon for Node ${node} (ABI ${modules}) on linux ${process.arch}: `),
    );
    const program = join(directory, 'prefix/bin/vip');
    t.true(hasCodeCache(realpathSync(program)), 'npm made the code cache');
    t.regex(readFileSync(join(directory, 'prefix/share/man/man1/vip.1'), 'utf8'), /^\.TH VIP 1 /, 'man vip');
    const report = join(directory, 'report.html');
    for (const who of ['root', 'user'] as const) {
      const more = who === 'root' ? ['--report', report] : [];
      const [file = '', ...args] = asWho(who, [process.execPath, program, ...EXPERIMENT, ...more]);
      const printed = execFileSync(file, args, {encoding: 'utf8', cwd: '/'});
      t.regex(printed, /Every expectation held\.\n$/, who);
    }
    t.regex(readFileSync(report, 'utf8'), /^<!doctype html>/);
  },
  ONE,
);
/** The examples of a package's README, each as a program, and the lab of the cookbook. */
function programsOf(packageDirectory: string): string[] {
  const readme = readFileSync(join(packageDirectory, 'README.md'), 'utf8');
  const lab = examplesOf('docs/cookbook.md').find(({title}) => title === 'A lab of your own');
  return [...[...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code), lab?.code ?? ''];
}

const USE = `
import {announcementFrames, decodeArpPacket, decodeEthernetFrame, parseIpv4, parseMac} from '@vip/arp';
import {openLink} from '@vip/arp/link';
import {openLab} from '@vip/core';
import '@vip/analysis';
import '@vip/core/internal/announce';
import '@vip/core/internal/process';
import '@vip/core/internal/verify';
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

/** The same packages in a CommonJS module, which requires them. */
const REQUIRE = `
import arp = require('@vip/arp');
import link = require('@vip/arp/link');
import core = require('@vip/core');
import analysis = require('@vip/analysis');
const [own]: link.FrameLink[] = link.memoryLinks({count: 1});
own?.send(arp.broadcastFrame(arp.arpProbe(arp.parseIpv4('10.3.2.200'), own.mac)));
console.log(own?.statistics().received, core.HOST, new analysis.Timeline().events.length);
`;

const ALONE = `
import {memoryLinks} from '@vip/arp/link';
for await (const {bytes} of memoryLinks()[0].frames()) console.log(bytes.length);
`;

/** As strict as a user's project may be, with Node's types where our packages declare that they need them. */
const STRICT = {
  compilerOptions: {
    ...{target: 'es2023', lib: ['es2023', 'esnext.disposable'], module: 'nodenext'},
    ...{strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false},
  },
};

labTest(
  'the libraries from their tarballs, in a strict project of another user, imported and required',
  async t => {
    const directory = releaseFor(t);
    writeFileSync(join(directory, 'package.json'), '{"type": "module", "private": true}');
    install(LIBRARY_INSTALL, directory);
    mkdirSync(join(directory, 'node_modules/@types'));
    symlinkSync(
      realpathSync(join(ROOT, 'node_modules/@types/node')),
      join(directory, 'node_modules/@types/node'),
    );
    writeFileSync(join(directory, 'use.ts'), USE);
    writeFileSync(join(directory, 'require.cts'), REQUIRE);
    writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify(STRICT));
    const examples = programsOf(join(directory, 'node_modules/@vip/core'));
    for (const [index, code] of examples.entries())
      writeFileSync(join(directory, `example${index}.ts`), code);
    const compile = (...args: string[]) =>
      execFileSync(join(ROOT, 'node_modules/.bin/tsc'), args, {cwd: directory, encoding: 'utf8'});
    compile('-p', '.');
    // With the compiler's own options, as the cookbook says.
    writeFileSync(join(directory, 'alone.ts'), ALONE);
    compile('--ignoreConfig', '--noEmit', 'alone.ts');
    const run = (who: Who, file: string) => {
      const [program = '', ...args] = asWho(who, [process.execPath, join(directory, file)]);
      return execFileSync(program, args, {cwd: '/', encoding: 'utf8'});
    };
    t.is(run('root', 'use.js'), '10.3.2.200\nNO_INTERFACE\nlo\n');
    t.is(run('root', 'require.cjs'), '1 host 0\n');
    t.is(examples.length, 3);
    // Each as one of the users, and all as both with `npm run torture`.
    const users = (index: number) => inRotation(EVERYBODY, index, 1);
    for (const who of users(0)) t.regex(run(who, 'example0.js'), /Every expectation held\.\n$/, who);
    for (const who of users(1))
      t.regex(run(who, 'example1.js'), /^dark for \d+ ms ± [\d.]+ ms; \d+ of \d+ probes lost\n$/, who);
    for (const who of users(2))
      t.is(run(who, 'example2.js'), '10.0.1.254 is the router\n10.0.2.1 is the server\n', who);
  },
  ONE,
);

test('a published package resolves for ESM and CommonJS users, with its types', t => {
  const tarballs = packed.filter(file => file.endsWith('.tgz'));
  t.is(tarballs.length, 4);
  for (const tarball of tarballs) {
    passes(t, 'publint', ['--strict', tarball]);
    // Node's own resolution since version 16; the packages are ESM, which CommonJS imports dynamically, or requires from Node 22 on.
    const profile = ['--profile', 'node16', '--ignore-rules', 'cjs-resolves-to-esm', '--format', 'ascii'];
    // The manifests have the same form, and of the larger ones it takes ten seconds.
    if (tarball.includes('vip-arp-') || (isTorture && !tarball.includes('vip-cli-')))
      passes(t, 'attw', [...profile, tarball]);
  }
});

test('a tarball contains nothing that is of use only in this checkout', t => {
  for (const tarball of packed.filter(file => file.endsWith('.tgz'))) {
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

test('packing again gives the same octets, which sha256sum confirms, and leaves nothing that git status would show', t => {
  const before = readdirSync(ROOT);
  const files = pack();
  t.true(files.every(path => dirname(path) === join(ROOT, 'dist')));
  const sumsIn = (directory: string) => readFileSync(join(directory, 'SHA256SUMS'), 'utf8');
  t.is(sumsIn(release), sumsIn(join(ROOT, 'dist')));
  t.is(sumsIn(release).trim().split('\n').length, packed.length);
  execFileSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], {cwd: release, stdio: 'pipe'});
  const ignored = readFileSync(join(ROOT, '.gitignore'), 'utf8').split('\n');
  t.true(ignored.includes('dist/') && ignored.includes('prebuilds/'));
  t.deepEqual(
    readdirSync(ROOT).filter(name => !before.includes(name) && name !== 'dist'),
    [],
  );
});

if (isTorture)
  test('compiling twice gives the same octets', t => {
    const again = temporaryDirectory(t);
    prebuild(again);
    execFileSync('diff', ['-r', prebuilds, again]);
    t.pass();
  });

test('the bill of materials names every package of the bundle, and libpcap', t => {
  const bill = packed.find(file => file.endsWith('.cdx.json')) ?? '';
  const {bomFormat, specVersion, components, dependencies} = JSON.parse(readFileSync(bill, 'utf8'));
  t.deepEqual([bomFormat, specVersion], ['CycloneDX', '1.6']);
  const purls: string[] = components.map(({purl}: {purl: string}) => purl);
  for (const name of ['cap', 'raw-socket', 'commander', '%40vip/core', 'd3-zoom'])
    t.true(
      purls.some(purl => purl.startsWith(`pkg:npm/${name}@`)),
      name,
    );
  t.true(purls.some(purl => purl.startsWith('pkg:generic/libpcap@')));
  t.true(components.every(({licenses}: {licenses?: unknown[]}) => licenses?.length === 1));
  const known = new Set(components.map((component: {'bom-ref': string}) => component['bom-ref']));
  for (const {dependsOn = []} of dependencies) for (const ref of dependsOn) t.true(known.has(ref), ref);
});
