/**
 * Several captures as an object: their clocks, and the frames that went from one to another. Pure.
 *
 * @module
 */

import type {IpAddress, ViewedKind} from '@vip/arp';
import type {Run} from '../capture/mark.js';
import type {Hop} from './passages/hop-times.js';
import type {PlacesStory} from './tell.js';

export interface PlacesObject {
  readonly kind: 'places';
  readonly reference: string;
  readonly clocks: readonly ClockObject[];
  readonly pairs: readonly PairObject[];
  readonly hops: readonly (Omit<Hop, 'from' | 'to'> & {readonly from: string; readonly to: string})[];
  readonly passages: readonly PassageObject[];
  readonly leftOut: number;
  readonly unsteadyNs: number;
}

export interface ClockObject {
  readonly place: string;
  readonly fromFrame: number;
  readonly toFrame: number;
  readonly from: bigint;
  readonly to: bigint;
  readonly aheadNs: number;
  readonly drift: number;
  readonly boundNs: number;
  readonly frames: number;
  readonly dropped: number;
}

export interface PairObject {
  readonly a: string;
  readonly b: string;
  readonly frames: number;
  readonly there: number;
  readonly back: number;
  readonly boundNs: number;
}

export interface PassageObject {
  readonly kind: ViewedKind;
  readonly source: IpAddress;
  readonly destination?: IpAddress;
  readonly from: string;
  readonly to: string;
  readonly arrived: number;
  readonly missing: number;
  readonly isRouted: boolean;
  readonly isUnaddressed: boolean;
  readonly elsewhere: readonly string[];
  readonly runs: readonly Run[];
  readonly scattered: number;
}

export function describePlaces({together, hops, passages, witnesses, ...story}: PlacesStory): PlacesObject {
  const nameOf = (place: number) => together.surveys[place]?.name ?? '';
  const {parts, pairs, unsteadyNs} = together.clocks;
  return {
    kind: 'places',
    reference: nameOf(together.places[0] ?? 0),
    clocks: parts.map(({place, fromFrame, toFrame, from, to, aheadNs, drift, boundNs, frames}) => ({
      ...{place: nameOf(place), fromFrame, toFrame, from, to, aheadNs, drift, boundNs, frames},
      dropped: witnesses[place]?.dropped ?? 0,
    })),
    pairs: pairs.map(pair => ({...pair, a: nameOf(pair.a), b: nameOf(pair.b)})),
    hops: hops.map(hop => ({...hop, from: nameOf(hop.from), to: nameOf(hop.to)})),
    passages: passages
      .filter(({missing}) => missing > 0)
      .map(passage => ({
        ...passage,
        ...{from: nameOf(passage.from), to: nameOf(passage.to), elsewhere: passage.elsewhere.map(nameOf)},
      })),
    ...{leftOut: story.leftOut, unsteadyNs},
  };
}
