/** A family of metrics: as prom-client writes it, whatever is in its labels, and nothing that is gone. */

import {type Labels, MetricFamily} from '@vip/core/internal/watch';
import test from 'ava';
import {Counter, Gauge, Histogram, Registry, type RegistryContentType} from 'prom-client';

const labelNames = ['ip', 'iface'];
const HOSTILE: Labels = {ip: '10.3.2.200', iface: 'a"} 1\nvip_dark{ip="x\\'};
const PLAIN: Labels = {ip: '10.3.2.201', iface: ''};

const FAMILIES: Readonly<Record<string, () => MetricFamily>> = {
  gauge() {
    const family = new MetricFamily(new Gauge({name: 'some_gauge', help: 'h', labelNames, registers: []}));
    for (const value of [1, 2.5, -3e-9]) family.set(HOSTILE, value);
    family.set(PLAIN, 1e21);
    return family;
  },
  counter() {
    const family = new MetricFamily(new Counter({name: 'some_total', help: 'h', labelNames, registers: []}));
    family.set(PLAIN, 0);
    family.set(HOSTILE, 7);
    family.add(HOSTILE, 2);
    return family;
  },
  histogram() {
    const family = new MetricFamily(
      new Histogram({name: 'some_seconds', help: 'h', labelNames, buckets: [0.3, 1], registers: []}),
    );
    for (const value of [0.1, 0.5, 5]) family.observe(HOSTILE, value);
    family.observe(PLAIN, 1);
    return family;
  },
};

for (const [name, make] of Object.entries(FAMILIES)) {
  for (const isOpenMetrics of [false, true]) {
    test(`${name}: the text is that of prom-client, ${isOpenMetrics ? 'OpenMetrics' : 'Prometheus'}`, async t => {
      const family = make();
      const {text} = await family.text(isOpenMetrics);
      const registry = new Registry<RegistryContentType>();
      if (isOpenMetrics) registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
      registry.registerMetric(family.metric);
      t.is(text, (await registry.metrics()).replace(/\n(?:# EOF\n)?$/, ''));
      t.is(text.split('\n').filter(line => line.startsWith('vip_dark')).length, 0);
    });
  }
}

test('a value that changed is in the next text, one that was removed is not', async t => {
  const family = FAMILIES.gauge?.() as MetricFamily;
  t.regex((await family.text(false)).text, /^some_gauge\{ip="10\.3\.2\.201",iface=""\} 1e\+21$/m);
  family.set(PLAIN, 5);
  t.regex((await family.text(false)).text, /^some_gauge\{ip="10\.3\.2\.201",iface=""\} 5$/m);
  family.remove(PLAIN);
  t.notRegex((await family.text(false)).text, /10\.3\.2\.201/);
});

for (const [name, make] of Object.entries(FAMILIES))
  test(`${name}: what changes while a text is written is in the next, under its own labels`, async t => {
    const family = make();
    const first = family.text(false);
    family.remove(HOSTILE);
    if (name === 'histogram') family.observe(PLAIN, 0.2);
    else family.set(PLAIN, 1e22);
    const {text} = await first;
    t.regex(text, /iface="a/);
    const registry = new Registry();
    registry.registerMetric(family.metric);
    t.is((await family.text(false)).text, (await registry.metrics()).trimEnd());
  });
