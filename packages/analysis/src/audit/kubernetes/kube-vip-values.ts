/** Rules about whether Kubernetes and kube-vip accept the environment. */

import {nearWord} from '../rules/keyword-names.js';
import type {FindingDraft, RuleOf} from '../rules/rule.js';
import {type KubeVip, type KubeVipSetting, kubeVipSubject} from './kube-vip.js';
import {KUBE_VIP_SOURCE} from './kube-vip-modes.js';
import {KUBE_VIP_VARIABLES, valueRefusal} from './kube-vip-variables.js';
import type {Kubernetes} from './kubernetes.js';

type KubeVipRule = RuleOf<Kubernetes>;

export const kubeVipValueUnquoted: KubeVipRule = {
  code: 'KUBE_VIP_VALUE_UNQUOTED',
  severity: 'error',
  title: 'a value in env is a number or boolean, and Kubernetes rejects the manifest',
  thread:
    'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables',
  find: eachSetting((name, {value, isText}) =>
    isText
      ? undefined
      : {
          evidence: `the value of ${name} is ${value} without quotes, which is not a string`,
          consequence: 'Kubernetes rejects the whole manifest, and kube-vip does not start',
          remedy: `write value: "${value}"`,
        },
  ),
};

export const kubeVipValueRefused: KubeVipRule = {
  code: 'KUBE_VIP_VALUE_REFUSED',
  severity: 'error',
  title: 'kube-vip rejects the value of a variable, and exits',
  thread: `${KUBE_VIP_SOURCE}pkg/kubevip/config_environment.go`,
  find: eachSetting((name, {value}, {settings}) => {
    const expected = valueRefusal(name, value, settings.has('svc_enable'));
    if (expected === undefined) return undefined;
    return {
      evidence: `${name}: expected ${expected}, got ${value}`,
      consequence: 'kube-vip keeps exiting: no node with this value has an address',
      remedy: 'use a value that it accepts',
    };
  }),
};

/** Names by their lower-case form. */
const NAMES: ReadonlyMap<string, string> = new Map(
  [...KUBE_VIP_VARIABLES].map(name => [name.toLowerCase(), name]),
);

export const kubeVipUnknownVariable: KubeVipRule = {
  code: 'KUBE_VIP_UNKNOWN_VARIABLE',
  severity: 'warning',
  title: "the name of a variable resembles one of kube-vip's, but is ignored",
  thread: `${KUBE_VIP_SOURCE}pkg/kubevip/config_envvar.go`,
  find: eachSetting((name, {value, namePlace}) => {
    if (KUBE_VIP_VARIABLES.has(name)) return undefined;
    const meant = NAMES.get(nearWord(name, new Set(NAMES.keys())) ?? '');
    if (meant === undefined) return undefined;
    return {
      where: [namePlace],
      evidence: `${name} is ${value}, but kube-vip reads ${meant}`,
      consequence: `kube-vip ignores ${name}: ${meant} keeps its default`,
      remedy: `write ${meant}`,
    };
  }),
};

function eachSetting(
  find: (
    name: string,
    setting: KubeVipSetting,
    kubeVip: KubeVip,
  ) => Omit<FindingDraft, 'subject'> | Omit<FindingDraft, 'subject' | 'where'> | undefined,
) {
  return ({kubeVips}: Kubernetes): FindingDraft[] =>
    kubeVips.flatMap(kubeVip =>
      [...kubeVip.settings].flatMap(([name, setting]) => {
        const draft = find(name, setting, kubeVip);
        return draft === undefined
          ? []
          : [{where: [setting.place], ...draft, subject: kubeVipSubject(kubeVip)}];
      }),
    );
}
