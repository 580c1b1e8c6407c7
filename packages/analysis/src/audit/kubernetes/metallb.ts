/**
 * The parts of manifests that concern MetalLB: pools, their advertisements, and services that request an address.
 *
 * @module
 */

import type {LinePlace} from '../../findings/finding.js';
import {
  apiGroupOf,
  kindOf,
  listAt,
  type Manifest,
  manifestName,
  namespaceOf,
  placeAt,
  textAt,
  textsAt,
  valueAt,
} from './manifest.js';
import {type AddressRange, rangeOf} from './ranges.js';
import {type Selector, selectorAt} from './selector.js';

interface Resource {
  readonly name: string;
  readonly namespace: string | undefined;
  /** The place of its name. */
  readonly place: LinePlace;
}

export interface Pool extends Resource {
  readonly labels: ReadonlyMap<string, string>;
  readonly ranges: readonly {readonly range: AddressRange; readonly place: LinePlace}[];
  /** Entries that are not ranges. */
  readonly refused: readonly {readonly problem: string; readonly place: LinePlace}[];
  readonly avoidsBuggy: boolean;
}

export interface MetallbAdvertisement extends Resource {
  readonly kind: 'L2Advertisement' | 'BGPAdvertisement';
  /** Pools by name; without names and selectors it covers all. */
  readonly pools: readonly {readonly name: string; readonly place: LinePlace}[];
  readonly selectors: readonly Selector[];
  /** Interfaces, if it does not cover all. */
  readonly interfaces: readonly string[];
  readonly isForSomeNodes: boolean;
}

/** A service of type LoadBalancer, with the addresses it requests from MetalLB. */
export interface AskingService extends Resource {
  readonly asked: readonly {readonly text: string; readonly place: LinePlace}[];
  /** The pool that it requests by name. */
  readonly pool: {readonly name: string; readonly place: LinePlace} | undefined;
  /** Services with the same key may share an address. */
  readonly sharingKey: string | undefined;
}

const GROUP = 'metallb.io';

function resourceOf(manifest: Manifest): Resource {
  const place = placeAt(manifest, ['metadata', 'name']);
  return {name: manifestName(manifest), namespace: namespaceOf(manifest), place};
}

export function poolIn(manifest: Manifest): Pool | undefined {
  const {content} = manifest;
  if (apiGroupOf(manifest) !== GROUP || kindOf(manifest) !== 'IPAddressPool') return undefined;
  const read = textsAt(content, ['spec', 'addresses']).map(({text, path}) => ({
    read: rangeOf(text),
    place: placeAt(manifest, path),
  }));
  return {
    ...resourceOf(manifest),
    labels: labelsOf(manifest),
    ranges: read.flatMap(({read: range, place}) => ('problem' in range ? [] : [{range, place}])),
    refused:
      read.length === 0
        ? [{problem: 'expected addresses, got none', place: placeAt(manifest, ['spec', 'addresses'])}]
        : read.flatMap(({read: range, place}) => ('problem' in range ? [{...range, place}] : [])),
    avoidsBuggy: valueAt(content, ['spec', 'avoidBuggyIPs']) === true,
  };
}

function labelsOf({content}: Manifest): ReadonlyMap<string, string> {
  const labels = valueAt(content, ['metadata', 'labels']) ?? {};
  return new Map(Object.entries(labels as object).map(([name, value]) => [name, String(value)]));
}

export function metallbAdvertisementIn(manifest: Manifest): MetallbAdvertisement | undefined {
  const kind = kindOf(manifest);
  const {content} = manifest;
  if (apiGroupOf(manifest) !== GROUP || (kind !== 'L2Advertisement' && kind !== 'BGPAdvertisement'))
    return undefined;
  return {
    ...resourceOf(manifest),
    kind,
    pools: textsAt(content, ['spec', 'ipAddressPools']).map(({text, path}) => ({
      name: text,
      place: placeAt(manifest, path),
    })),
    selectors: listAt(content, ['spec', 'ipAddressPoolSelectors']).map(selectorAt),
    interfaces: textsAt(content, ['spec', 'interfaces']).map(({text}) => text),
    isForSomeNodes: listAt(content, ['spec', 'nodeSelectors']).length > 0,
  };
}

/** In either spelling of MetalLB's annotations, the old one first. */
const PREFIXES = ['metallb.universe.tf', GROUP];

export function serviceIn(manifest: Manifest): AskingService | undefined {
  const {content} = manifest;
  if (kindOf(manifest) !== 'Service' || textAt(content, ['spec', 'type']) !== 'LoadBalancer')
    return undefined;
  // Belongs to another load balancer.
  if (textAt(content, ['spec', 'loadBalancerClass']) !== undefined) return undefined;
  const annotation = (name: string) =>
    PREFIXES.map(prefix => ['metadata', 'annotations', `${prefix}/${name}`]).findLast(
      path => textAt(content, path) !== undefined,
    );
  const path = annotation('loadBalancerIPs') ?? ['spec', 'loadBalancerIP'];
  const key = annotation('allow-shared-ip');
  const poolPath = annotation('address-pool');
  const pool = poolPath === undefined ? undefined : textAt(content, poolPath);
  const texts = (textAt(content, path) ?? '').split(',').map(text => text.trim());
  return {
    ...resourceOf(manifest),
    asked: texts.filter(text => text !== '').map(text => ({text, place: placeAt(manifest, path)})),
    pool: pool === undefined ? undefined : {name: pool, place: placeAt(manifest, poolPath ?? [])},
    sharingKey: key === undefined ? undefined : textAt(content, key),
  };
}

/** Pools in a form that MetalLB no longer reads. */
export interface OldConfig {
  readonly kind: 'ConfigMap' | 'AddressPool';
  readonly name: string;
  readonly place: LinePlace;
}

/** The ConfigMap from which MetalLB up to 0.12 read its pools, or an AddressPool, read up to 0.13. */
export function oldConfigIn(manifest: Manifest): OldConfig | undefined {
  const {content} = manifest;
  const kind = kindOf(manifest);
  const name = manifestName(manifest);
  if (kind === 'AddressPool' && apiGroupOf(manifest) === GROUP)
    return {kind, name, place: placeAt(manifest, ['kind'])};
  const isNamed = kind === 'ConfigMap' && namespaceOf(manifest) === 'metallb-system';
  const text = textAt(content, ['data', 'config']) ?? '';
  return isNamed && /^\s*address-pools:/m.test(text)
    ? {kind, name, place: placeAt(manifest, ['data', 'config'])}
    : undefined;
}
