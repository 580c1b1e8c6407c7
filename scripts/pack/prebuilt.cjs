// Loads the addon of this package: the one precompiled for this Node (by ABI) and this kind of machine, or else the one that was
// compiled when the package was installed.
//
// `node prebuilt.cjs --is-there` succeeds if nothing has to be compiled; the package's install script calls it.
'use strict';
const {readdirSync} = require('node:fs');
const {join} = require('node:path');
const {name, compiled} = require('./package.json');

const abi = process.versions.modules;
const directory = join(__dirname, 'prebuilds');

/** Why the candidates did not load. */
const reasons = [];

function prebuilt() {
  for (const file of candidates()) {
    try {
      return require(file);
    } catch (error) {
      reasons.push(error.message);
    }
  }
  return undefined;
}

/** The candidates by name; the dynamic loader finds out whether they are for this C library. */
function candidates() {
  try {
    return readdirSync(directory)
      .filter(kind => kind.startsWith(`${process.platform}-${process.arch}-`))
      .map(kind => join(directory, kind, `${name}-${abi}.node`));
  } catch {
    return [];
  }
}

function load() {
  const found = prebuilt();
  if (found !== undefined) return found;
  try {
    return require(join(__dirname, compiled));
  } catch (error) {
    if (reasons.length > 0) error.message = `${reasons.join('; ')}; ${error.message}`;
    throw error;
  }
}

if (require.main === module) {
  if (prebuilt() === undefined) {
    const machine = `Node ${process.versions.node} (ABI ${abi}) on ${process.platform} ${process.arch}`;
    for (const reason of new Set(reasons)) process.stderr.write(`${name}: ${reason.split('\n', 1)[0]}\n`);
    process.stderr.write(
      `${name}: no prebuilt addon for ${machine}: compiling it, which needs a C++ compiler, make, python3 and libpcap's headers\n`,
    );
    process.exitCode = 1;
  }
} else {
  module.exports = load();
}
