/** The first page with many new addresses takes longest: it is written before anybody asks. */

import {Metrics} from '@vip/core/watch';
import test from 'ava';

test('a page is written for nobody where none was written for a while, and not after one that was read', async t => {
  let written = 0;
  const figures = () => {
    written++;
    return [];
  };
  const metrics = new Metrics({figures, totals: () => []});
  await metrics.rehearse();
  t.is(written, 1);
  await metrics.rehearse();
  t.is(written, 1);
  const other = new Metrics({figures, totals: () => []});
  await other.page(true);
  await other.rehearse();
  t.is(written, 2);
});
