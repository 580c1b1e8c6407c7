/** Whether Kubernetes and kube-vip take what is in the environment. */

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
  title: 'a value in env is a number or a truth value, and Kubernetes refuses the manifest',
  thread:
    'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables',
  find: eachSetting((name, {value, isText}) =>
    isText
      ? undefined
      : {
          evidence: `the value of ${name} is ${value} without quotes, which is not text`,
          consequence: 'Kubernetes refuses the whole manifest, and kube-vip does not start',
          remedy: `write value: "${value}"`,
        },
  ),
};

export const kubeVipValueRefused: KubeVipRule = {
  code: 'KUBE_VIP_VALUE_REFUSED',
  severity: 'error',
  title: 'kube-vip does not take the value of a variable, and ends',
  thread: `${KUBE_VIP_SOURCE}pkg/kubevip/config_environment.go`,
  find: eachSetting((name, {value}, {settings}) => {
    const expected = valueRefusal(name, value, settings.has('svc_enable'));
    if (expected === undefined) return undefined;
    return {
      evidence: `${name}: expected ${expected}, got ${value}`,
      consequence: 'kube-vip exits at once, again and again: no node that has this has an address',
      remedy: 'use a value that it accepts',
    };
  }),
};

/** In small letters, each with its name. */
const NAMES: ReadonlyMap<string, string> = new Map(
  [...KUBE_VIP_VARIABLES].map(name => [name.toLowerCase(), name]),
);

export const kubeVipUnknownVariable: KubeVipRule = {
  code: 'KUBE_VIP_UNKNOWN_VARIABLE',
  severity: 'warning',
  title: 'the name of a variable is close to one of kube-vip, and is not read',
  thread: `${KUBE_VIP_SOURCE}pkg/kubevip/config_envvar.go`,
  find: eachSetting((name, {value, namePlace}) => {
    if (KUBE_VIP_VARIABLES.has(name)) return undefined;
    const meant = NAMES.get(nearWord(name, new Set(NAMES.keys())) ?? '');
    if (meant === undefined) return undefined;
    return {
      where: [namePlace],
      evidence: `${name} is ${value}, and kube-vip reads ${meant}`,
      consequence: `kube-vip ignores ${name}: ${meant} stays as it is without this line`,
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
