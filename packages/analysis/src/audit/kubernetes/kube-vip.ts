/**
 * kube-vip's environment, in a pod or in a workload that creates pods.
 *
 * Follows `ParseEnvironment()` of kube-vip 1.2.
 *
 * @module
 */

import type {LinePlace} from '../../findings/finding.js';
import {
  kindOf,
  listAt,
  type Manifest,
  type ManifestPath,
  manifestName,
  placeAt,
  textAt,
  textsAt,
  valueAt,
} from './manifest.js';

export interface KubeVipSetting {
  readonly value: string;
  readonly place: LinePlace;
  readonly namePlace: LinePlace;
  /** Whether the value is a string in the file, as env requires, rather than a number or boolean. */
  readonly isText: boolean;
}

export interface KubeVip {
  readonly node: string;
  readonly name: string;
  /** Whether this one manifest creates it on several nodes. */
  readonly isOnEachNode: boolean;
  /** By variable name; empty values count as absent. */
  readonly settings: ReadonlyMap<string, KubeVipSetting>;
  /** Variables whose values come from elsewhere. */
  readonly elsewhere: ReadonlySet<string>;
  /** Whether the manifest contains the whole configuration: no flags, no file, no variables from a ConfigMap. */
  readonly isWhole: boolean;
  readonly isInHostNetwork: boolean;
  /** Those of NET_ADMIN and NET_RAW that it lacks. */
  readonly lacking: readonly string[];
  /** The place of its container. */
  readonly place: LinePlace;
  readonly podPlace: LinePlace;
  readonly securityPlace: LinePlace;
}

/** Workloads that create pods from a template. */
const CONTROLLERS = new Set(['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet']);

const IMAGE = /(?:^|\/)kube-vip(?:-iptables)?(?:[:@]|$)/;

export function kubeVipsIn(manifest: Manifest): KubeVip[] {
  const kind = kindOf(manifest);
  if (kind !== 'Pod' && !CONTROLLERS.has(kind)) return [];
  const pod = kind === 'Pod' ? ['spec'] : ['spec', 'template', 'spec'];
  const containers = [...pod, 'containers'];
  return listAt(manifest.content, containers).flatMap((_, index) => {
    const path = [...containers, index];
    const image = textAt(manifest.content, [...path, 'image']) ?? '';
    return IMAGE.test(image) ? [kubeVipAt(manifest, pod, path)] : [];
  });
}

function kubeVipAt(manifest: Manifest, pod: ManifestPath, path: ManifestPath): KubeVip {
  const {content, node} = manifest;
  return {
    node,
    name: manifestName(manifest),
    isOnEachNode: kindOf(manifest) === 'DaemonSet',
    ...environmentOf(manifest, [...path, 'env']),
    isWhole: isWhole(content, path),
    isInHostNetwork: valueAt(content, [...pod, 'hostNetwork']) === true,
    lacking: lackingIn(content, [...path, 'securityContext']),
    place: placeAt(manifest, path),
    podPlace: placeAt(manifest, pod),
    securityPlace: placeAt(manifest, [...path, 'securityContext', 'capabilities', 'add']),
  };
}

function environmentOf(manifest: Manifest, path: ManifestPath): Pick<KubeVip, 'settings' | 'elsewhere'> {
  const settings = new Map<string, KubeVipSetting>();
  const elsewhere = new Set<string>();
  for (const index of listAt(manifest.content, path).keys()) {
    const own = [...path, index];
    const name = textAt(manifest.content, [...own, 'name']);
    const value = textAt(manifest.content, [...own, 'value']);
    if (name === undefined) continue;
    if (valueAt(manifest.content, [...own, 'valueFrom']) !== undefined) elsewhere.add(name);
    // The last of a name counts.
    else if (value !== undefined)
      settings.set(name, {
        ...{value, place: placeAt(manifest, [...own, 'value'])},
        namePlace: placeAt(manifest, [...own, 'name']),
        isText: typeof valueAt(manifest.content, [...own, 'value']) === 'string',
      });
    else settings.delete(name);
  }
  return {settings, elsewhere};
}

function isWhole(content: unknown, path: ManifestPath): boolean {
  const words = [...textsAt(content, [...path, 'args']), ...textsAt(content, [...path, 'command'])];
  const hasFlags = words.some(({text}) => text.startsWith('-'));
  const names = listAt(content, [...path, 'env']).keys();
  const hasFile = [...names].some(
    index => textAt(content, [...path, 'env', index, 'name']) === 'config_file',
  );
  return !hasFlags && !hasFile && valueAt(content, [...path, 'envFrom']) === undefined;
}

/** Most runtimes grant NET_RAW by default, unless everything is dropped. */
function lackingIn(content: unknown, path: ManifestPath): string[] {
  if (valueAt(content, [...path, 'privileged']) === true) return [];
  const named = (list: string) =>
    textsAt(content, [...path, 'capabilities', list]).map(({text}) =>
      text.replace(/^CAP_/i, '').toUpperCase(),
    );
  const [added, dropped] = [named('add'), named('drop')];
  const has = (name: string) => added.includes(name) || added.includes('ALL');
  const isDropped = dropped.includes('ALL') || dropped.includes('NET_RAW');
  return [...(has('NET_ADMIN') ? [] : ['NET_ADMIN']), ...(has('NET_RAW') || !isDropped ? [] : ['NET_RAW'])];
}

/** Values that Go's strconv.ParseBool accepts as true and false. */
const TRUE = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

export function isTruthValue(text: string): boolean {
  return TRUE.has(text) || FALSE.has(text);
}

/** Whether nothing outside the manifest can set these variables, so that absent ones have their defaults. */
export function areDecided({elsewhere, isWhole: knowsAll}: KubeVip, ...names: readonly string[]): boolean {
  return knowsAll && names.every(name => !elsewhere.has(name));
}

/** Undefined if unknown here. */
export function isOn(kubeVip: KubeVip, name: string): boolean | undefined {
  const given = kubeVip.settings.get(name)?.value;
  if (given !== undefined) return isTruthValue(given) ? TRUE.has(given) : undefined;
  return areDecided(kubeVip, name) ? false : undefined;
}

/** The place of a variable, otherwise of the container. */
export function placeOfSetting({settings, place}: KubeVip, name: string): LinePlace {
  return settings.get(name)?.place ?? place;
}

/** The variable with the control plane's address: `address`, formerly `vip_address`. */
export function controlPlaneAddress({settings}: KubeVip): ({name: string} & KubeVipSetting) | undefined {
  for (const name of ['address', 'vip_address']) {
    const given = settings.get(name);
    if (given !== undefined) return {name, ...given};
  }
  return undefined;
}

/** The lease of the election, as `namespace/name`; undefined if unknown. */
export function leaseOf(kubeVip: KubeVip): string | undefined {
  const {settings} = kubeVip;
  if (!areDecided(kubeVip, 'vip_leasename', 'cp_namespace')) return undefined;
  const name = settings.get('vip_leasename')?.value ?? 'plndr-cp-lock';
  return name.includes('/') ? name : `${settings.get('cp_namespace')?.value ?? 'kube-system'}/${name}`;
}

export interface LeaseTimes {
  /** Seconds. */
  readonly duration: number;
  readonly deadline: number;
  readonly retry: number;
}

/** As given, otherwise kube-vip's defaults; undefined if one is unknown. */
export function leaseTimesOf(kubeVip: KubeVip): LeaseTimes | undefined {
  const seconds = (name: string, usual: number) => {
    const given = kubeVip.settings.get(name)?.value;
    if (given !== undefined) return /^[+-]?\d+$/.test(given) ? Number(given) : undefined;
    return areDecided(kubeVip, name) ? usual : undefined;
  };
  const duration = seconds('vip_leaseduration', 15);
  const deadline = seconds('vip_renewdeadline', 10);
  const retry = seconds('vip_retryperiod', 2);
  if (duration === undefined || deadline === undefined || retry === undefined) return undefined;
  return {duration, deadline, retry};
}

/** `kube-vip on lb1`. */
export function kubeVipSubject({name, node}: KubeVip): string {
  return `${name} (${node})`;
}
