#!/usr/bin/env node
// Everything a fresh checkout needs before `vip` or its tests can run; silent if there is nothing to do.
//
// This file must load on Node versions that are far too old, so that they get one line instead of a
// syntax error: nothing newer than dynamic import here, everything else in ./bootstrap/.
const needed = [20, 19];
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  process.stderr.write(
    `setup: Node ${needed.join('.')} or later is needed, this is ${process.versions.node} (${process.execPath})\n`,
  );
  process.exitCode = 3;
} else {
  import('./bootstrap/main.js').then(({bootstrap}) => bootstrap());
}
