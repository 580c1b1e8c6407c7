/**
 * When each address was last asked, and each of its services. Pure.
 *
 * @module
 */

import type {CaptureClock} from '../../../capture/capture-clock.js';
import type {ServiceName} from '../../../conversations/facts.js';
import type {AskedStretch} from '../../../conversations/gaps/asked-times.js';
import type {AddressRecord} from './address-record.js';

/** When something was asked last: a stretch of questions. */
export interface AskedLast {
  /** The first and last question. Nanoseconds. */
  readonly from: bigint;
  readonly to: bigint;
  /** Of the first. */
  readonly frame: number;
}

/** When an address was asked last, and each of its services. */
export interface LastAsked extends AskedLast {
  /** `10.3.2.200 eth0` */
  readonly name: string;
  /** Computed on demand: a page of metrics needs the addresses alone, and there may be thousands of services. */
  services(): (AskedLast & ServiceName)[];
}

/** Addresses that were never asked are left out. */
export function* lastAskedOf(records: Iterable<AddressRecord>, clock: CaptureClock): Generator<LastAsked> {
  const dated = ({firstNs, frame, lastNs}: AskedStretch) => {
    const from = clock.at(firstNs);
    return {from, to: firstNs === lastNs ? from : clock.at(lastNs), frame};
  };
  for (const record of records) {
    const {lastAsked} = record;
    if (lastAsked === undefined) continue;
    const services = () =>
      record.servicesAsked.map(asked => ({protocol: asked.protocol, port: asked.port, ...dated(asked)}));
    yield {name: record.name, ...dated(lastAsked), services};
  }
}
