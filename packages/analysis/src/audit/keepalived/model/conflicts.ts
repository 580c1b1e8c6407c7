/**
 * Requirements on instances without which the daemon exits.
 *
 * @module
 */

import type {Instance} from './instance.js';
import type {RawInstance} from './read-instance.js';
import type {Report} from './report.js';

export function checkMinimum({settings, addressing, name, place}: RawInstance, report: Report): void {
  if (settings.number('virtual_router_id') === undefined)
    report(
      'incomplete-instance',
      place,
      name,
      `vrrp_instance ${name}: expected a virtual_router_id, got none`,
      true,
    );
  if (!settings.has('interface') && addressing.source === undefined)
    report(
      'incomplete-instance',
      place,
      name,
      `vrrp_instance ${name}: expected an interface, got none`,
      true,
    );
}

/** Two instances of one family with the same VRID on the same interface. */
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
  const byVrid = new Map<number, Instance[]>();
  const conflicts: [Instance, Instance][] = [];
  for (const instance of instances) {
    if (instance.vrid === undefined) continue;
    const others = byVrid.get(instance.vrid) ?? [];
    byVrid.set(instance.vrid, others);
    const first = others.find(other => isOnTheSameWire(other, instance));
    if (first === undefined) others.push(instance);
    else conflicts.push([first, instance]);
  }
  return conflicts;
}

function isOnTheSameWire(one: Instance, other: Instance): boolean {
  return (
    one.iface === other.iface &&
    one.family === other.family &&
    one.unicast === other.unicast &&
    (one.unicast ? one.source?.value === other.source?.value : one.group === other.group)
  );
}
