/**
 * keepalived in a node of the doctor's lab.
 *
 * @module
 */

/** One instance without checks. */
export function instance(vips: string, more = '', iface = 'eth0'): string {
  return `vrrp_instance v {\ninterface ${iface}\nvirtual_router_id 51\npriority 100\nadvert_int 0.2\nversion 3\n${more}\nvirtual_ipaddress {\n${vips}\n}\n}\n`;
}

/** The command that starts an instance, with files named after its node, so that both nodes can run one. */
export function startOn(node: string, config: string): string {
  return `cat >/run/${node}.conf <<'END'\n${config}END\n: >/run/${node}.log; setsid keepalived -nlD -f /run/${node}.conf -p /run/${node}.pid -r /run/${node}-vrrp.pid >/run/${node}.log 2>&1 </dev/null &\nuntil grep -q "Entering MASTER" /run/${node}.log; do sleep 0.05; done`;
}
