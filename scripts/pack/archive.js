// The program as one archive for one kind of machine: unpacked anywhere, it runs with the Node on the PATH.
import {execFileSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {ADDONS} from '../prebuilt/place.js';

/** npm gives every file this time as well, so that the same contents are the same octets. */
const TIME = '1985-10-26T08:15:00Z';

/**
 * @param {string} stage the program as it is published
 * @param {{version: string}} own its package.json
 * @param {{kind: string, target: string}} options
 * @returns {string} the archive's path
 */
export function packArchive(stage, own, {kind, target}) {
  const name = `vip-${own.version}-${kind.replace(/-glibc$/, '')}`;
  const place = mkdtempSync(join(tmpdir(), 'vip-archive-'));
  try {
    const library = join(place, name, 'lib/vip');
    cpSync(stage, library, {recursive: true});
    for (const addon of ADDONS) removeOtherKinds(join(library, 'node_modules', addon.name), kind);
    rmSync(join(library, 'node_modules/nan'), {recursive: true});
    mkdirSync(join(place, name, 'bin'));
    symlinkSync('../lib/vip/dist/vip.js', join(place, name, 'bin/vip'));
    mkdirSync(join(place, name, 'share/man/man1'), {recursive: true});
    cpSync(join(stage, 'dist/vip.1'), join(place, name, 'share/man/man1/vip.1'));
    const file = join(target, `${name}.tar.gz`);
    const same = [
      '--sort=name',
      `--mtime=${TIME}`,
      '--owner=0',
      '--group=0',
      '--numeric-owner',
      '--mode=go-w',
    ];
    execFileSync('tar', [...same, '--use-compress-program=gzip -n9', '-cf', file, '-C', place, name]);
    return file;
  } finally {
    rmSync(place, {recursive: true, force: true});
  }
}

/**
 * Nothing is compiled from the archive, so neither sources nor other machines' addons belong there.
 * @param {string} addon
 * @param {string} kind
 */
function removeOtherKinds(addon, kind) {
  for (const name of ['src', 'binding.gyp']) rmSync(join(addon, name), {recursive: true, force: true});
  for (const other of readdirSync(join(addon, 'prebuilds'))) {
    if (other !== kind) rmSync(join(addon, 'prebuilds', other), {recursive: true});
  }
}
