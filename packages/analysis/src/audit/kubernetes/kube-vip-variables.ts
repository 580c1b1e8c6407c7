/**
 * The environment variables of kube-vip, by the type of their values.
 *
 * Follows `config_envvar.go` and `ParseEnvironment()` of kube-vip 1.2.
 *
 * @module
 */

import {isTruthValue} from './kube-vip.js';

const words = (text: string): string[] => text.split(' ');

const TRUTH_VALUES = words(
  'vip_arp vip_leaderelection vip_interfaceloglobal vip_ddns vip_singlenode vip_startleader vip_wireguard vip_routingtable vip_cleanroutingtable cp_enable cp_detect svc_enable bgp_enable bgp_multihop lb_enable zebra_enable disable_service_updates enable_service_security enable_node_labeling enable_endpoints enable_upnp egress_withnftables egress_clean',
);

/** Read only if svc_enable is given. */
const OF_SERVICES = words('svc_election lb_class_only lb_class_legacy_handling');

const INTEGERS = words(
  'vip_leaseduration vip_renewdeadline vip_retryperiod vip_arpRate vip_loglevel vip_routingtableid vip_routingtabletype vip_routingprotocol backend_health_check_interval health_check_port',
);

const PORTS = words('port lb_port');

const COUNTS = words('bgp_as bgp_peeras bgp_hold_time bgp_keepalive_interval zebra_version');

const TEXTS = words(
  'vip_interface vip_servicesinterface vip_subnet vip_address address annotation vip_nodename vip_leasename vip_leaseannotations vip_configmap cp_namespace kubernetes_addr svc_namespace svc_leasename lb_class_name lb_fwdmethod bgp_routerid bgp_routerinterface bgp_peeraddress bgp_peers bgp_peerpass bgp_sourceif bgp_sourceip zebra_url zebra_software_name mpbgp_nexthop mpbgp_ipv4 mpbgp_ipv6 prometheus_server k8s_config_file dns_mode mirror_dest_interface iptables_backend egress_podcidr egress_servicecidr config_file EGRESS_CLEAN vip_cidr',
);

export const KUBE_VIP_VARIABLES: ReadonlySet<string> = new Set([
  ...[TRUTH_VALUES, OF_SERVICES, INTEGERS, PORTS, COUNTS, TEXTS].flat(),
]);

interface Parser {
  readonly expected: string;
  readonly accepts: (text: string) => boolean;
}

const TRUTH: Parser = {expected: 'true or false', accepts: isTruthValue};
const INTEGER: Parser = {expected: 'a whole number', accepts: within(/^[+-]?\d+$/, 2 ** 31 - 1)};
const PORT: Parser = {expected: '0 to 65535', accepts: within(/^\d+$/, 65_535)};
const COUNT: Parser = {expected: 'a whole number', accepts: within(/^\d+$/, 2 ** 32 - 1)};

/** Absent for strings. */
const PARSERS: ReadonlyMap<string, Parser> = new Map(
  (
    [
      [[...TRUTH_VALUES, ...OF_SERVICES], TRUTH],
      [INTEGERS, INTEGER],
      [PORTS, PORT],
      [COUNTS, COUNT],
    ] as const
  ).flatMap(([names, parser]) => names.map(name => [name, parser] as const)),
);

function within(pattern: RegExp, most: number) {
  return (text: string) => pattern.test(text) && Math.abs(Number(text)) <= most;
}

/** The form that Go's strconv expects; undefined if it accepts the value. @param hasServices whether svc_enable is given */
export function valueRefusal(name: string, value: string, hasServices: boolean): string | undefined {
  if (!hasServices && OF_SERVICES.includes(name)) return undefined;
  const parser = PARSERS.get(name);
  return parser === undefined || parser.accepts(value) ? undefined : parser.expected;
}
