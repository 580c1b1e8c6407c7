/** The dashboard of `vip watch` is checked against the types that Grafana publishes for dashboards. */

import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import test, {type ExecutionContext} from 'ava';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const DASHBOARD = readFileSync(join(ROOT, 'docs/watch/dashboard.json'), 'utf8');

/** Enumerations are strings in JSON, and none of Grafana's types describes queries to Prometheus. */
const TYPES = `
import type {AnnotationQuery, Dashboard} from '@grafana/schema';

type Json<T> = T extends string ? \`\${T}\` : T extends readonly (infer One)[] ? Json<One>[]
  : T extends object ? {[Name in keyof T]: Json<T[Name]>} : T;
type Asked = AnnotationQuery & {expr: string; titleFormat?: string; textFormat?: string};
type OfPrometheus = Omit<Dashboard, 'annotations'> & {annotations: {list: Asked[]}};

export const dashboard: Json<OfPrometheus> = `;

const OPTIONS = [
  '--ignoreConfig',
  '--pretty',
  'false',
  '--noEmit',
  '--strict',
  '--skipLibCheck',
  '--module',
  'nodenext',
  '--target',
  'es2022',
];

/** The compiler's messages. The file is written into the checkout, where the compiler finds the types. */
function complaintsOf(t: ExecutionContext, dashboard: string): string {
  const directory = mkdtempSync(join(dirname(fileURLToPath(import.meta.url)), 'dashboard-'));
  t.teardown(() => rmSync(directory, {recursive: true}));
  const file = join(directory, 'dashboard.ts');
  writeFileSync(file, TYPES + dashboard);
  const compiler = join(ROOT, 'node_modules/.bin/tsc');
  const {stdout, error} = spawnSync(compiler, [...OPTIONS, file], {encoding: 'utf8', cwd: directory});
  if (error !== undefined) throw error;
  return stdout;
}

test("the dashboard conforms to Grafana's types", t => {
  t.is(complaintsOf(t, DASHBOARD), '');
});

for (const [what, right, wrong] of [
  ['a word that is none of an enumeration', '"mode": "absolute"', '"mode": "absolut"'],
  ['a key that no panel has', '"gridPos":', '"gridpos":'],
  ['a number where there is a text', '"refresh": "', '"refresh": 5, "tag": "'],
] as const)
  test(`${what} is found`, t => {
    t.true(DASHBOARD.includes(right), right);
    t.regex(complaintsOf(t, DASHBOARD.replace(right, wrong)), /error TS2\d+/);
  });
