#!/usr/bin/env node
// `npm run torture`: the tests that only time can tell, as often as docs/reliability.md reports. Some minutes.
import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {root} from './bootstrap/checkout.js';

const lab = [
  'agreement',
  'audit-agreement',
  'audit-prove',
  'clock',
  'cluster',
  'cluster-hostile',
  'cluster-ssh',
  'crash',
  'crowd',
  'doctor',
  'doctor-firewall',
  'explain-together',
  'explain-verdict-examples',
  'explain-virtual-mac',
  'failing-effects',
  'interruption',
  'json',
  'living-lab',
  'overload',
  'scarcity',
  'surroundings',
  'tickle',
  'tickle-drivers',
  'trial-table',
  'witness',
  'trial-example',
];
const pure = ['test/core/kinds.ts', 'test/analysis/places/align.ts', 'test/analysis/places/verdicts.ts'];
// Some tests take longer than the time in which, otherwise, one should have ended.
const patience = '--timeout=90m';
const files = [...pure, ...lab.map(name => `test/lab/${name}.ts`)];
const {status} = spawnSync(process.execPath, [join(root, 'scripts/test.js'), patience, ...files], {
  cwd: root,
  stdio: 'inherit',
  env: {...process.env, VIP_TORTURE: '1'},
});
process.exitCode = status ?? 1;
