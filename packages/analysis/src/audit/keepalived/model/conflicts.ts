/**
 * What the daemon wants of its instances before it runs: without it, it ends.
 *
 * @module
 */

import type {Instance} from './instance.js';
import type {RawInstance} from './read-instance.js';
import type {Report} from './report.js';

export function checkMinimum({settings, addressing, name, place}: RawInstance, report: Report): void {
  if (settings.number('virtual_router_id') === undefined)
    report(
      'missing-value',
      place,
      name,
      `vrrp_instance ${name}: expected a virtual_router_id, got none`,
      true,
    );
  if (!settings.has('interface') && addressing.source === undefined)
    report('missing-value', place, name, `vrrp_instance ${name}: expected an interface, got none`, true);
}

/** Two instances of one family with one VRID on one interface. */
export function checkConflicts(instances: readonly Instance[], report: Report): void {
  for (const [first, second] of vridConflicts(instances)) {
    const on = `VRID ${second.vrid} on ${second.iface}`;
    report(
      'value',
      second.placeOf('virtual_router_id'),
      second.name,
      `${on} is that of ${first.name} too`,
      true,
    );
  }
}

export function vridConflicts(instances: readonly Instance[]): [Instance, Instance][] {
  const byKey = new Map<string, Instance>();
  const conflicts: [Instance, Instance][] = [];
  for (const instance of instances) {
    const {vrid, iface, family, unicast, source, group} = instance;
    if (vrid === undefined) continue;
    const key = `${vrid} ${iface} ${family} ${unicast ? source?.value : group}`;
    const first = byKey.get(key);
    if (first === undefined) byKey.set(key, instance);
    else conflicts.push([first, instance]);
  }
  return conflicts;
}
