/** A page with many new series takes longest: they are written before anybody asks. */

import {setTimeout as sleep} from 'node:timers/promises';
import {Metrics} from '@vip/core/internal/watch';
import test from 'ava';

test('a page is prepared for nobody where none was written for a while, and not after one that was read', async t => {
  let written = 0;
  const figures = () => {
    written++;
    return [];
  };
  const metrics = new Metrics({figures, totals: () => []});
  await metrics.prepare();
  t.is(written, 1);
  await metrics.prepare();
  t.is(written, 1);
  const other = new Metrics({figures, totals: () => []});
  await other.page(true);
  await other.prepare();
  t.is(written, 2);
});

test('after many events a page is prepared sooner', async t => {
  let collected = 0;
  const figures = () => {
    collected++;
    return [];
  };
  const metrics = new Metrics({figures, totals: () => []});
  await metrics.prepare();
  const event = {kind: 'watch', id: '', revision: 0, at: 0n, what: 'started', text: ''} as const;
  for (let count = 0; count < 32; count++) metrics.take(event);
  await sleep(1001);
  await metrics.prepare();
  t.is(collected, 2);
  await sleep(1001);
  await metrics.prepare();
  t.is(collected, 2, 'nothing happened since');
});

test('a page of OpenMetrics has no empty line, at which a scraper would give up, and one end', async t => {
  const {text} = await new Metrics({figures: () => [], totals: () => []}).page(true);
  t.notRegex(text, /\n\n/);
  t.regex(text, /^[^\n][\s\S]*[^\n]\n# EOF\n$/);
  t.is(text.split('# EOF').length, 2);
});
