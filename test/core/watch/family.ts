/**
 * A family of metrics: the same text as from prom-client, whatever its labels contain, without series that
 * are gone.
 */

import {Counter, Gauge, Histogram, Labels} from '@vip/core/internal/watch';
import test from 'ava';
import * as client from 'prom-client';

const HOSTILE = {ip: '10.3.2.200', iface: 'a"} 1\nvip_dark{ip="x\\'};
const PLAIN = {ip: '10.3.2.201', iface: ''};
const WIDE = {ip: '10.3.2.202', iface: 'lb1 é€😀'};
/** The labels of our series, and of the same series in prom-client. */
const SERIES = [HOSTILE, PLAIN, WIDE].map(values => ({ours: new Labels(values), theirs: values}));
const NUMBERS = [1, 2.5, -3e-9, 1e21, 0, 0.1 + 0.2];
const BUCKETS = [0.3, 1, 10];

const ours = {
  gauge: () => new Gauge({name: 'some_gauge', help: 'h'}),
  counter: () => new Counter({name: 'some_total', help: 'h'}),
  histogram: () => new Histogram({name: 'some_seconds', help: 'h', buckets: BUCKETS}),
};

const more = {help: 'h', labelNames: ['ip', 'iface'], registers: []};
const PAIRS = {
  gauge() {
    const pair = [ours.gauge(), new client.Gauge({name: 'some_gauge', ...more})] as const;
    for (const number of NUMBERS)
      for (const {ours, theirs} of SERIES) {
        pair[0].set(ours, number);
        pair[1].set(theirs, number);
      }
    return pair;
  },
  counter() {
    const pair = [ours.counter(), new client.Counter({name: 'some_total', ...more})] as const;
    for (const [index, {ours, theirs}] of SERIES.entries()) {
      pair[0].set(ours, index);
      pair[0].add(ours, 2);
      pair[1].inc(theirs, index + 2);
    }
    return pair;
  },
  histogram() {
    const theirs = new client.Histogram({name: 'some_seconds', ...more, buckets: BUCKETS});
    const pair = [ours.histogram(), theirs] as const;
    for (const number of [0.1, 0.3, 0.31, 5, 1e9])
      for (const one of SERIES) {
        pair[0].observe(one.ours, number);
        pair[1].observe(one.theirs, number);
      }
    return pair;
  },
};

for (const [name, make] of Object.entries(PAIRS))
  for (const isOpenMetrics of [false, true])
    test(`${name}: the text is that of prom-client, ${isOpenMetrics ? 'OpenMetrics' : 'Prometheus'}`, async t => {
      const [family, theirs] = make();
      const {texts, octets, series} = family.text(isOpenMetrics);
      const registry = new client.Registry<client.RegistryContentType>();
      if (isOpenMetrics) registry.setContentType(client.Registry.OPENMETRICS_CONTENT_TYPE);
      registry.registerMetric(theirs);
      const text = texts.join('');
      t.is(text, (await registry.metrics()).replace(/# EOF\n$/, ''));
      t.is(text.split('\n').filter(line => line.startsWith('vip_dark')).length, 0);
      t.deepEqual([octets, series], [Buffer.byteLength(text), SERIES.length]);
    });

for (const [name, make] of Object.entries(PAIRS))
  test(`${name}: as many series are written as there is room for, each with all its lines`, t => {
    const [family] = make();
    const {octets} = family.text(false);
    const seen = new Set<number>();
    for (let room = 0; room <= octets; room++) {
      const {texts, series, octets: own} = family.text(false, room);
      t.is(Buffer.byteLength(texts.join('')), own);
      t.true(own <= room);
      seen.add(series);
    }
    t.deepEqual([...seen], [0, 1, 2, 3]);
  });

test('a changed value appears in the next text, and a removed one does not', t => {
  const [family] = PAIRS.gauge();
  const [, {ours: plain}] = SERIES as [unknown, {ours: Labels}];
  family.set(plain, 1e21);
  const text = () => family.text(false).texts.join('');
  t.regex(text(), /^some_gauge\{ip="10\.3\.2\.201",iface=""\} 1e\+21$/m);
  family.set(plain, 5);
  t.regex(text(), /^some_gauge\{ip="10\.3\.2\.201",iface=""\} 5$/m);
  family.remove(plain);
  t.notRegex(text(), /10\.3\.2\.201/);
});

for (const [name, make] of Object.entries(ours))
  test(`${name}: without series, only the description is written`, t => {
    const {texts, series} = make().text(false);
    t.regex(texts.join(''), /^# HELP some_\w+ h\n# TYPE some_\w+ \w+\n$/);
    t.is(series, 0);
  });
