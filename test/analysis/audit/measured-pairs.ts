/**
 * Pairs of configurations that keepalived 2.2.7 ran, one after the other, through a start, failing checks, a stop, a way back, a link
 * that goes down, and a crash: in each event the address is where it was measured to be, and healthy pairs have no error.
 */

import {readFileSync} from 'node:fs';
import {addressesOf, audit, type Prediction, readConfig, textSource} from '@vip/analysis/internal/audit';
import test from 'ava';

interface Measured {
  readonly event: Prediction['event'];
  /** The nodes where the event happened; absent for a start of all. */
  readonly on?: readonly string[];
  readonly check?: string;
  readonly owners: readonly string[];
  /** Time from the event until the new owner had the address. */
  readonly seconds?: number;
}

interface Pair {
  readonly name: string;
  readonly address: string;
  readonly files: Readonly<Record<'A' | 'B', string>>;
  readonly measured: readonly Measured[];
}

const FIXTURE = new URL('../../../fixtures/measured-pairs.json', import.meta.url);
const PAIRS = JSON.parse(readFileSync(FIXTURE, 'utf8')) as readonly Pair[];

/** The greatest delay of the daemon and of the machine on which it was measured. */
const LATE_MS = 500;

/** The findings of the pairs that are not healthy. */
const FOUND: Readonly<Record<string, string>> = {
  'sync-track-iface-weight': 'SYNC_GROUP_WEIGHT',
  'weight-reverse': 'WEIGHT_REVERSED',
  'weight-positive-small': 'WEIGHT_TOO_SMALL',
  'iface-weight-small': 'WEIGHT_TOO_SMALL',
  'unicast-A-wrong-peer': 'UNICAST_NOT_RECIPROCAL',
  'unicast-src-copied': 'SRC_IP_NOT_MINE',
  'unicast-src-copied-peer2': 'SRC_IP_NOT_MINE',
  'unicast-fault-no-peer': 'INSTANCE_INCOMPLETE',
  'auth-ah-pass': 'AUTH_MISMATCH',
  'auth-bang': 'AUTH_MISMATCH',
  'version-one-side': 'VERSION_DIFFERS',
  'vip-duplicate': 'VIP_LIST_DIFFERS',
  'mcast-dst': 'GROUP_DIFFERS',
  'vrid-differs-name': 'VRID_DIFFERS',
  'prio-out': 'PRIORITY_OUT_OF_RANGE',
  clamp: 'WEIGHT_CLAMPED',
  'excluded-differs': 'EXCLUDED_DIFFERS',
};

for (const {name, address, files, measured} of PAIRS) {
  test(`${name}: the predictions match the measurement`, t => {
    const nodes = Object.entries(files).map(([node, text]) => {
      const path = `${node}.conf`;
      return {name: node, config: readConfig(path, textSource(path, text), {configId: node})};
    });
    const {findings, predictions} = audit(nodes);
    const errors = findings.filter(({severity}) => severity === 'error').map(({code}) => code);
    t.deepEqual(errors, FOUND[name] === undefined ? [] : [FOUND[name]]);
    const own = predictions.filter(({router}) =>
      router.members.some(({instance}) => addressesOf(instance).includes(address)),
    );
    for (const {event, on, check, owners, seconds} of measured) {
      const predicted = own.find(
        each => each.event === event && each.check === check && (on === undefined || isSame(each.on, on)),
      );
      // Not every event of a node other than the preferred one is predicted.
      if (predicted === undefined) continue;
      const expected = predicted.twoOwners === true ? predicted.on : [predicted.owner ?? []].flat();
      t.true(isSame(expected, owners), `${predicted.text}: measured ${owners.join(' and ') || 'no node'}`);
      if (seconds === undefined || predicted.after === undefined) continue;
      const {least, most} = predicted.after;
      t.true(
        seconds * 1000 >= least - 20 && seconds * 1000 <= most + LATE_MS,
        `${predicted.text}: ${seconds} s`,
      );
    }
  });
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.toSorted().join() === other.toSorted().join();
}
