#!/usr/bin/env node
// `npm run pack`: every published package as a tarball in dist, which npm installs anywhere; the program as one archive that only has to
// be unpacked; their contents (SBOM); and their checksums. They include what `npm run prebuilds` has compiled; for other machines, npm
// compiles the addons when it installs them.
import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {root} from './bootstrap/checkout.js';
import {usableKinds} from './pack/addons.js';
import {packArchive} from './pack/archive.js';
import {readJson} from './pack/read-json.js';
import {writeSbom} from './pack/sbom.js';
import {stagePackage} from './pack/stage.js';
import {sha256} from './prebuilt/place.js';

/** Where the tarballs go; git ignores the default. */
const target = process.argv[2] ?? join(root, 'dist');

mkdirSync(target, {recursive: true});
const program = readJson(join(root, 'packages/cli/package.json'));
const kinds = usableKinds();
if (kinds.length === 0) {
  process.stderr.write(
    'pack: no prebuilt addons of these sources: npm will compile them (npm run prebuilds)\n',
  );
}
const files = [writeSbom(program, {target, hasLibpcap: kinds.length > 0})];
for (const name of readdirSync(join(root, 'packages'))) {
  const own = readJson(join(root, 'packages', name, 'package.json'));
  if (own.private === true) continue;
  const stage = mkdtempSync(join(tmpdir(), 'vip-pack-'));
  try {
    await stagePackage(name, own, stage);
    files.push(packTarball(stage));
    if (name === 'cli') files.push(...kinds.map(kind => packArchive(stage, own, {kind, target})));
  } finally {
    rmSync(stage, {recursive: true, force: true});
  }
}

// In the format of sha256sum --check.
const sums = files.map(file => `${sha256(file)}  ${basename(file)}\n`).sort();
writeFileSync(join(target, 'SHA256SUMS'), sums.join(''));
for (const file of files) console.log(file);

/**
 * @param {string} stage
 * @returns {string} the tarball's path
 */
function packTarball(stage) {
  const args = ['pack', '--json', '--pack-destination', target];
  const {status, stdout, stderr} = spawnSync('npm', args, {cwd: stage, encoding: 'utf8'});
  if (status !== 0) throw new Error(`npm pack: ${stderr}`);
  // npm up to 11 prints a list, later versions an object by package.
  /** @type {{filename: string}[]} */
  const packed = Object.values(JSON.parse(stdout));
  return join(target, packed[0]?.filename ?? '');
}
