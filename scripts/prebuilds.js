#!/usr/bin/env node
// `npm run prebuilds`: compiles both addons for each supported line of Node into the directory prebuilds. The tarballs of `npm run pack`
// include them, and `npm start` uses them instead of a compiler.
//
//     npm run prebuilds              every line
//     npm run prebuilds -- 20 26     these lines
//     npm run prebuilds -- this      the running Node, with the headers that came with it
//
// The same sources and headers give the same octets. libpcap's release comes from Debian's archive or tcpdump.org, or from the file
// that VIP_LIBPCAP_SOURCE names; VIP_PREBUILDS names another directory for the result.
import {copyFileSync, mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {findNodeHeaders} from './bootstrap/node-headers.js';
import {ensurePrebuildTools} from './bootstrap/prerequisites.js';
import {fetchNode, linesOf} from './node-lines.js';
import {abiOf, compileAddon, neededGlibc} from './prebuilt/compile.js';
import {LIBPCAP, staticLibpcap} from './prebuilt/libpcap.js';
import {
  ADDONS,
  machine,
  manifestPath,
  prebuilds,
  prebuiltName,
  sha256,
  sourcesDigest,
} from './prebuilt/place.js';

try {
  const [word, ...more] = process.argv.slice(2);
  const isThis = word === 'this' && more.length === 0;
  await prebuild(isThis ? [prefixOfThis()] : linesOf(process.argv.slice(2)).map(fetchNode));
} catch (error) {
  if (!(error instanceof Error)) throw error;
  const {stderr} = /** @type {{stderr?: Buffer}} */ (/** @type {unknown} */ (error));
  process.stderr.write(`${stderr ?? ''}prebuilds: ${error.message.split('\n', 1)[0]}\n`);
  process.exitCode = error instanceof RangeError ? 2 : 3;
}

function prefixOfThis() {
  const prefix = findNodeHeaders();
  if (prefix === undefined)
    throw new Error(`${process.execPath} came without headers; name its line instead`);
  return prefix;
}

/** @param {readonly string[]} prefixes of installations of Node */
async function prebuild(prefixes) {
  await ensurePrebuildTools();
  const libpcap = await staticLibpcap();
  const target = join(prebuilds, machine());
  rmSync(target, {recursive: true, force: true});
  mkdirSync(target, {recursive: true});
  copyFileSync(libpcap.licence, join(target, 'LICENSE.libpcap'));
  const names = [];
  for (const prefix of prefixes) {
    for (const addon of ADDONS) {
      const name = prebuiltName(addon.name, abiOf(prefix));
      compileAddon(addon, {prefix, libpcap, into: join(prebuilds, name)});
      console.log(join(prebuilds, name));
      names.push(name);
    }
  }
  const files = names.map(name => join(prebuilds, name));
  /** @type {import('./prebuilt/place.js').Manifest} */
  const manifest = {
    sources: sourcesDigest(),
    libpcap: LIBPCAP.version,
    glibc: neededGlibc(files),
    files: Object.fromEntries(names.map(name => [name, sha256(join(prebuilds, name))])),
  };
  writeFileSync(manifestPath(), `${JSON.stringify(manifest, null, 2)}\n`);
}
