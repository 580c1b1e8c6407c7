import {ARP_RULES} from '@vip/analysis/internal';
import {type ClientSettings, ENTRY_STATES, GARP_FORMS, LINUX_DEFAULTS, predictCell} from '@vip/core/internal';
import test from 'ava';
import {
  readCells,
  WITH_ARP_ACCEPT,
  WITH_DEFAULTS,
  WITH_DROP_GRATUITOUS_ARP,
  WITHOUT_LOCKTIME,
} from '../fixtures/garp-cells.js';

const tables: readonly [settings: Partial<ClientSettings>, table: string][] = [
  [{}, WITH_DEFAULTS],
  [{arp_accept: 1}, WITH_ARP_ACCEPT],
  [{drop_gratuitous_arp: 1}, WITH_DROP_GRATUITOUS_ARP],
  [{locktime: 0}, WITHOUT_LOCKTIME],
];

for (const [settings, table] of tables) {
  const measured = readCells(table);
  for (const form of GARP_FORMS) {
    test(`${JSON.stringify(settings)} ${form.name}: the rules match the measurement`, t => {
      const client = {...LINUX_DEFAULTS, ...settings};
      t.deepEqual(
        ENTRY_STATES.map(entry => [entry.name, predictCell(form, entry, client).cell]),
        ENTRY_STATES.map(({name}, index) => [name, measured.get(`${form.name} ${index}`)]),
      );
    });
  }
}

test('there are 13 forms and 12 states, each with its own name', t => {
  t.is(GARP_FORMS.length, 13);
  t.is(new Set(GARP_FORMS.map(({name}) => name)).size, 13);
  t.is(ENTRY_STATES.length, 12);
  t.is(new Set(ENTRY_STATES.map(({name}) => name)).size, 12);
  t.is(readCells(WITH_DEFAULTS).size, 13 * 12);
});

const explained: readonly [form: string, state: string, settings: Partial<ClientSettings>, rule: string][] = [
  ['reply-broadcast', 'REACHABLE young', {}, 'locked'],
  ['reply-broadcast', 'REACHABLE old', {}, 'unlocked'],
  ['reply-broadcast', 'REACHABLE old', {locktime: 300}, 'locked'],
  ['reply-broadcast', 'REACHABLE young', {locktime: 0}, 'unlocked'],
  ['reply-self', 'REACHABLE young', {}, 'gratuitous'],
  ['request-broadcast', 'no entry', {}, 'absent'],
  ['request-broadcast', 'no entry', {arp_accept: 1}, 'created'],
  ['asks-other', 'no entry', {arp_accept: 1}, 'overheard'],
  ['request-broadcast', 'STALE old', {drop_gratuitous_arp: 1}, 'dropped'],
  ['asks-client', 'STALE young', {drop_gratuitous_arp: 1}, 'asked'],
  ['answer', 'FAILED', {}, 'noMac'],
  ['asks-client', 'PERMANENT', {}, 'permanent'],
  ['probe', 'STALE old', {}, 'probe'],
];

for (const [name, state, settings, rule] of explained) {
  test(`${name} at ${state} ${JSON.stringify(settings)}: ${rule}`, t => {
    const form = GARP_FORMS.find(each => each.name === name);
    const entry = ENTRY_STATES.find(each => each.name === state);
    if (form === undefined || entry === undefined) throw new Error('no such cell');
    t.is(predictCell(form, entry, {...LINUX_DEFAULTS, ...settings}).rule as string, rule);
  });
}

test('the rules fit a line of a table, the forms and states their columns', t => {
  for (const rule of Object.values(ARP_RULES)) t.true(rule.length <= 72, rule);
  for (const {label} of GARP_FORMS) t.true(label.length <= 20, label);
  for (const {label} of ENTRY_STATES) t.true(label.length <= 4, label);
});
