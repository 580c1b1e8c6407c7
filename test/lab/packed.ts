/** What would be published, installed where nothing of this workspace is. */

import {execFileSync} from 'node:child_process';
import {chmodSync, readdirSync, readFileSync, realpathSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {asWho} from '../helpers/product.js';
import {labTest} from '../helpers/require-lab.js';
import {temporaryDirectory} from '../helpers/temporary-directory.js';
import {ONE} from '../helpers/trial.js';

const PACK = fileURLToPath(new URL('../../../scripts/pack.js', import.meta.url));

/** From the tarballs alone: a package that is not in them cannot be had. */
const NPM_INSTALL = ['install', '--offline', '--no-audit', '--no-fund', '--no-update-notifier'];

function pack(directory: string): string[] {
  return execFileSync(process.execPath, [PACK, directory], {encoding: 'utf8'}).trim().split('\n');
}

function npm(directory: string, ...args: string[]): void {
  const nodeFirst = `${dirname(process.execPath)}:${process.env.PATH}`;
  execFileSync('npm', args, {
    cwd: directory,
    encoding: 'utf8',
    stdio: 'pipe',
    env: {...process.env, PATH: nodeFirst},
  });
}

function hasCodeCache(program: string): boolean {
  return readdirSync(dirname(program)).some(file => file.endsWith('.cache'));
}

labTest(
  'vip from its tarball: npm compiles the addons, root and users run the experiment',
  async t => {
    const directory = temporaryDirectory(t);
    chmodSync(directory, 0o755);
    const tarball = pack(directory).find(path => path.includes('vip-cli-')) ?? '';
    npm(directory, ...NPM_INSTALL, '--global', '--prefix', join(directory, 'prefix'), tarball);
    const program = join(directory, 'prefix/bin/vip');
    t.true(hasCodeCache(realpathSync(program)), 'npm made the code cache');
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

const USE = `
import {announcementFrames, decodeArpPacket, decodeEthernetFrame} from '@vip/arp';
import {openLink} from '@vip/arp/link';
import {openLab} from '@vip/core';
const [frame] = announcementFrames({ip: '10.3.2.200', mac: '02:00:00:00:00:11', form: 'request'});
console.log(decodeArpPacket(decodeEthernetFrame(frame).payload).senderIp);
try { openLink({iface: 'nowhere0'}); } catch (error) { console.log(error.code); }
const lab = await openLab();
console.log((await lab.run('host', ['ip', '-br', 'link'])).stdout.trim().split(/ +/)[0]);
await lab.close();
`;

labTest(
  'the libraries from their tarballs, in a project of somebody else',
  async t => {
    const directory = temporaryDirectory(t);
    const tarballs = pack(directory).filter(path => !path.includes('vip-cli-'));
    writeFileSync(join(directory, 'package.json'), '{"type": "module", "private": true}');
    npm(directory, ...NPM_INSTALL, ...tarballs);
    writeFileSync(join(directory, 'use.js'), USE);
    const printed = execFileSync(process.execPath, ['use.js'], {cwd: directory, encoding: 'utf8'});
    t.is(printed, '10.3.2.200\nNO_INTERFACE\nlo\n');
  },
  ONE,
);
