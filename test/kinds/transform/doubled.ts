/** A mirror port of two ports shows each frame twice. */

import {type AddressTruth, type Outage, type Owner, renumbered} from '../truth.js';
import {onFrames} from './transform.js';

export const doubled = onFrames(made => {
  const {frames, truth} = made;
  const [first, second] = [renumbered(truth, n => 2 * n - 1), renumbered(truth, n => 2 * n)];
  const addresses = first.addresses.map((address, index) => withSightings(address, second.addresses[index]));
  return {...made, frames: frames.flatMap(frame => [frame, frame]), truth: {...first, addresses}};
});

/** Accepts the frame numbers of either sighting. */
export function withSightings(one: AddressTruth, other: AddressTruth | undefined): AddressTruth {
  return {
    ...one,
    ...(one.outages && {outages: zip(one.outages, other?.outages, bothOutages)}),
    ...(one.clients && {
      clients: zip(one.clients, other?.clients, (client, twin) => ({
        ...client,
        outages: zip(client.outages, twin?.outages, bothOutages),
      })),
    }),
    ...(one.services && {
      services: zip(one.services, other?.services, (service, twin) => ({
        ...service,
        outages: zip(service.outages, twin?.outages, bothOutages),
      })),
    }),
    ...(one.owners && {owners: zip(one.owners, other?.owners, bothOwners)}),
    // A client whose question has a sighting on each side asked before as well as after.
    ...(one.unasked && {unasked: []}),
  };
}

function bothOutages(one: Outage, other: Outage | undefined): Outage {
  return {...one, also: [...one.also, ...(other === undefined ? [] : [other, ...other.also])]};
}

function bothOwners(one: Owner, other: Owner | undefined): Owner {
  return {...one, byFrame: other?.byFrame ?? other?.fromFrame ?? one.fromFrame};
}

function zip<T>(
  ones: readonly T[],
  others: readonly T[] | undefined,
  both: (one: T, other: T | undefined) => T,
): T[] {
  return ones.map((one, index) => both(one, others?.[index]));
}
