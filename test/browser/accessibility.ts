/** axe, which checks the rules of WCAG, finds nothing in a report. */

import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import type {TimelineEvent} from '@vip/analysis';
import {DEFAULT_SETTINGS} from '@vip/analysis/internal';
import type {ExecutionContext} from 'ava';
import type {AxeResults} from 'axe-core';
import {openPage} from '../helpers/browser.js';
import {explainedReport, recordedEvents, reportOf} from '../helpers/recorded.js';
import {testWith} from '../helpers/require-tool.js';
import {watchReport} from '../helpers/watched-events.js';

const browserTest = testWith('chromium');

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A lesson with a table and a matrix, whose corners have no names. */
function lesson(): TimelineEvent[] {
  const at = 1_795_411_433_000_000_000n;
  const common = {at: at + 1n, node: 'ext'} as const;
  const versions = {vip: '0.1.0', node: 'v20.19.0', kernel: '6.1'};
  return [
    {
      at,
      node: 'lab',
      kind: 'lesson',
      name: 'garp-forms',
      question: 'Which?',
      settings: DEFAULT_SETTINGS,
      versions,
    },
    {...common, kind: 'told', text: 'Watch.'},
    {...common, kind: 'expected', expected: 'It is so', held: true, seen: 'it was'},
    {...common, kind: 'table', title: 'Forms', columns: ['', 'state'], rows: [['request', 'STALE']]},
    {
      ...common,
      ...{kind: 'cell', run: 1, sysctls: {}, form: 'request', state: 'STALE', measured: 'S', predicted: 'S'},
      rule: 'because',
    },
  ];
}

const trial = recordedEvents('keepalived');

/** One report of each kind. */
const REPORTS: Readonly<Record<string, (t: ExecutionContext) => Promise<string>>> = {
  failover: t => reportOf(t, [recordedEvents('failover')]),
  series: t => reportOf(t, [trial, trial, trial], ['--max-outage', 'ext=100ms']),
  lesson: t => reportOf(t, [lesson()]),
  explanation: t => explainedReport(t, 'silent-failback'),
  'a week of a watch': watchReport,
};

for (const [name, make] of Object.entries(REPORTS)) {
  browserTest(
    `axe finds nothing, in light mode on a desktop and in dark mode on a phone: ${name}`,
    async t => {
      const file = await make(t);
      for (const options of [
        {colorScheme: 'light', viewport: {width: 1280, height: 800}},
        {colorScheme: 'dark', viewport: {width: 390, height: 844}},
      ] as const) {
        const {page} = await openPage(t, file, options);
        // One row is representative of a hundred.
        if (await page.isVisible('#frame-filter')) await page.fill('#frame-filter', '02:00:00:00:00:11');
        await page.evaluate(AXE);
        const {violations, passes} = await page.evaluate<AxeResults>('axe.run()');
        t.true(passes.length > 15);
        t.deepEqual(
          violations.map(({id, nodes}) => [id, nodes.map(({html}) => html)]),
          [],
          options.colorScheme,
        );
      }
    },
  );
}
