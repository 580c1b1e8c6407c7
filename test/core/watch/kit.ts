/** The files that docs/watch offers for other programs are each checked by the program in question. */

import {spawnSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import test from 'ava';
import {pageOf} from '../../helpers/metrics-page.js';
import {testWith} from '../../helpers/require-tool.js';
import {runTool} from '../../helpers/run-tool.js';
import {temporaryDirectory} from '../../helpers/temporary-directory.js';

const KIT = fileURLToPath(new URL('../../../../docs/watch/', import.meta.url));
const kit = (name: string) => readFileSync(join(KIT, name), 'utf8');

testWith('promtool')('the alert rules are valid, and fire when they should', t => {
  t.notThrows(() => runTool('promtool', 'check', 'rules', join(KIT, 'alerts.yml')));
  t.notThrows(() => runTool('promtool', 'test', 'rules', join(KIT, 'alerts.test.yml')));
  t.notThrows(() => runTool('promtool', 'check', 'config', join(KIT, 'prometheus.yml')));
});

testWith('promtool')('every expression of the dashboard is valid PromQL', t => {
  const {panels} = JSON.parse(kit('dashboard.json')) as {panels: {targets: {expr: string}[]}[]};
  const rules = panels
    .flatMap(({targets}) => targets)
    .map(({expr}, index) => ({
      record: `panel:${index}`,
      expr: expr.replaceAll('$ip', '.*').replaceAll('$__rate_interval', '1m'),
    }));
  t.true(rules.length >= 10);
  const file = join(temporaryDirectory(t), 'dashboard.yml');
  writeFileSync(file, JSON.stringify({groups: [{name: 'dashboard', rules}]}));
  t.notThrows(() => runTool('promtool', 'check', 'rules', file));
});

test('every metric that an alert or a panel names is on the page', async t => {
  const page = await pageOf(false);
  const named = [...`${kit('alerts.yml')}${kit('dashboard.json')}`.matchAll(/\bvip_[a-z_]+/g)].map(
    ([name]) => name,
  );
  const known = [...page.matchAll(/^# TYPE (vip_\S+)/gm)].map(([, name]) => name);
  t.deepEqual(
    [...new Set(named)].filter(name => !known.includes(name)),
    [],
  );
});

testWith('systemd-analyze')('the unit is valid, and leaves the watch few rights', t => {
  // The unit's program must exist at the path given, so another one takes its place.
  const unit = join(temporaryDirectory(t), 'vip-watch.service');
  writeFileSync(
    unit,
    kit('vip-watch.service')
      .replace('/usr/local/bin/vip', '/bin/true')
      .replace(/^Documentation=.*\n/m, ''),
  );
  t.is(runTool('systemd-analyze', 'verify', unit).complaints, '');
});

testWith('promtool')(
  "the page is well-formed, with metric names that follow Prometheus's advice",
  async t => {
    // Node's own metrics have names that do not follow it.
    const page = (await pageOf(false)).replace(/^.*\b(?:nodejs|process)_.*\n/gm, '');
    const {status, stdout, stderr} = spawnSync('promtool', ['check', 'metrics'], {
      input: page,
      encoding: 'utf8',
    });
    t.is(`${stdout}${stderr}`, '');
    t.is(status, 0);
  },
);
