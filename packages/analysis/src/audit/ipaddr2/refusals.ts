/**
 * Parameters with which the agent refuses to start (ip_init and ip_validate of IPaddr2, findif_check_params of findif.sh).
 *
 * @module
 */

import {type IpResource, isOfIpv6Family, isTrue, parameterOf} from './resource.js';

export interface AgentRefusal {
  readonly parameter: string;
  readonly text: string;
  readonly remedy: string;
}

const SENDERS = ['send_arp', 'ipoibarping', 'iputils_arping', 'libnet_arping'];
const IPV4 = /^(?:[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])(?:\.(?:\d\d?|1\d\d|2[0-4]\d|25[0-5])){3}$/;

/** Maximum length of an interface name with its label. */
const LONGEST_LABEL = 15;

/** All refusals that the configuration alone shows. */
export function refusalsOf(resource: IpResource): AgentRefusal[] {
  return [address, netmask, count, lvs, sender, label].flatMap(refusal => refusal(resource) ?? []);
}

type Judge = (resource: IpResource) => AgentRefusal | undefined;

const address: Judge = resource => {
  const ip = parameterOf(resource, 'ip');
  const isIpv6 = ip.includes(':');
  if (ip === '') return {parameter: 'ip', text: 'ip is missing', remedy: 'add ip'};
  if (isIpv6 ? /[^\d:a-f]/i.test(ip) : !IPV4.test(ip))
    return {
      parameter: 'ip',
      text: `ip: expected an address, got ${ip}`,
      remedy: 'use an address, with its prefix length as cidr_netmask',
    };
  if (/^fe80::/i.test(ip) && parameterOf(resource, 'nic') === '')
    return {parameter: 'ip', text: `the link-local address ${ip} has no nic`, remedy: 'add nic'};
  return undefined;
};

const netmask: Judge = resource => {
  const given = parameterOf(resource, 'cidr_netmask');
  const most = isOfIpv6Family(resource) ? 128 : 32;
  // The agent converts dotted quads.
  if (given === '' || /^(?:\d{1,3}\.){3}\d{1,3}$/.test(given)) return undefined;
  if (/^\d{1,3}$/.test(given) && Number(given) >= 1 && Number(given) <= most) return undefined;
  return {
    parameter: 'cidr_netmask',
    text: `cidr_netmask: expected 1 to ${most}, got ${given}`,
    remedy: `use 1 to ${most}`,
  };
};

const count: Judge = resource => {
  const parameter = ['arp_interval', 'arp_count'].find(
    name => !/^0*[1-9]\d*$/.test(parameterOf(resource, name)),
  );
  if (parameter === undefined) return undefined;
  const given = parameterOf(resource, parameter);
  return {
    parameter,
    text: `${parameter}: expected a number above 0, got ${given}`,
    remedy: `omit ${parameter}, or use 1 or more`,
  };
};

const lvs: Judge = resource =>
  isTrue(parameterOf(resource, 'lvs_support')) && isOfIpv6Family(resource)
    ? {
        parameter: 'lvs_support',
        text: 'lvs_support is for IPv4 only',
        remedy: 'omit it: lvs_ipv6_addrlabel is the IPv6 equivalent',
      }
    : undefined;

const sender: Judge = resource => {
  const given = parameterOf(resource, 'arp_sender');
  if (given === '' || SENDERS.includes(given)) return undefined;
  return {
    parameter: 'arp_sender',
    text: `arp_sender: expected one of ${SENDERS.join(', ')}, got ${given}`,
    remedy: 'use one of them',
  };
};

const label: Judge = resource => {
  const [nic = '', own] = parameterOf(resource, 'nic').split(':');
  const text = own ?? parameterOf(resource, 'iflabel');
  const whole = `${nic}:${text}`;
  if (nic === '' || text === '' || whole.length <= LONGEST_LABEL) return undefined;
  return {
    parameter: own === undefined ? 'iflabel' : 'nic',
    text: `the label ${whole} has more than ${LONGEST_LABEL} characters`,
    remedy: 'use a shorter iflabel',
  };
};
