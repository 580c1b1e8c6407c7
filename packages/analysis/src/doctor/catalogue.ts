/**
 * All checks of the doctor, in the order in which they are reported.
 *
 * @module
 */

import type {Check} from './check.js';
import {ARP_ANNOUNCE} from './checks/arp-announce.js';
import {ARP_FILTER} from './checks/arp-filter.js';
import {ARP_FILTERED} from './checks/arp-filtered.js';
import {ARP_FLUX} from './checks/arp-flux.js';
import {ARP_IGNORE} from './checks/arp-ignore.js';
import {ARP_OFF} from './checks/arp-off.js';
import {BOND} from './checks/bond.js';
import {BRIDGE_NF} from './checks/bridge-nf.js';
import {CAPS} from './checks/caps.js';
import {CLIENT_IGNORES} from './checks/client-ignores.js';
import {CLOCK} from './checks/clock.js';
import {CLOUD} from './checks/cloud.js';
import {CONNTRACK_FULL} from './checks/conntrack-full.js';
import {DUPLICATE_MAC} from './checks/duplicate-mac.js';
import {FDB_STICKY} from './checks/fdb-sticky.js';
import {GATEWAY_FORWARD} from './checks/gateway-forward.js';
import {GROUP_NOT_JOINED} from './checks/group-not-joined.js';
import {IPVS_STATE} from './checks/ipvs-state.js';
import {LEGACY_TABLES} from './checks/legacy-tables.js';
import {LOCAL_TABLE} from './checks/local-table.js';
import {MACVLAN} from './checks/macvlan.js';
import {MANAGER_FROZEN} from './checks/manager-frozen.js';
import {MEMBERSHIP_BLOCKED} from './checks/membership-blocked.js';
import {MTU} from './checks/mtu.js';
import {ND_BLOCKED} from './checks/nd-blocked.js';
import {NEIGH_PERMANENT} from './checks/neigh-permanent.js';
import {NEIGH_TABLE} from './checks/neigh-table.js';
import {NETWORK_MANAGER} from './checks/network-manager.js';
import {NETWORKD} from './checks/networkd.js';
import {NO_CARRIER} from './checks/no-carrier.js';
import {NO_ROUTE_BACK} from './checks/no-route-back.js';
import {NONLOCAL_BIND} from './checks/nonlocal-bind.js';
import {OPAQUE_FILTER} from './checks/opaque-filter.js';
import {POLICY_ROUTE} from './checks/policy-route.js';
import {PORT_FLOOD} from './checks/port-flood.js';
import {PORT_ISOLATED} from './checks/port-isolated.js';
import {PORT_LEARNING} from './checks/port-learning.js';
import {PORT_LOCKED} from './checks/port-locked.js';
import {PORT_SUPPRESS} from './checks/port-suppress.js';
import {PORT_VLAN} from './checks/port-vlan.js';
import {PREFSRC} from './checks/prefsrc.js';
import {PROMOTE_SECONDARIES} from './checks/promote-secondaries.js';
import {PROXY_ARP} from './checks/proxy-arp.js';
import {PROXY_NDP} from './checks/proxy-ndp.js';
import {RP_FILTER} from './checks/rp-filter.js';
import {SNOOP_PRUNED} from './checks/snoop-pruned.js';
import {STALL} from './checks/stall.js';
import {STATE_DROP} from './checks/state-drop.js';
import {STP_DELAY} from './checks/stp-delay.js';
import {TWO_MANAGERS} from './checks/two-managers.js';
import {V6_DADFAILED} from './checks/v6-dadfailed.js';
import {V6_DISABLED} from './checks/v6-disabled.js';
import {V6_NO_NOTIFY} from './checks/v6-no-notify.js';
import {VIP_BROADCAST} from './checks/vip-broadcast.js';
import {VIP_DROPPED} from './checks/vip-dropped.js';
import {VIP_EXPIRES} from './checks/vip-expires.js';
import {VIP_PRIMARY} from './checks/vip-primary.js';
import {VIP_TWICE} from './checks/vip-twice.js';
import {VRF} from './checks/vrf.js';
import {VRRP_BLOCKED} from './checks/vrrp-blocked.js';
import {VXLAN_PROXY} from './checks/vxlan-proxy.js';
import {XFRM} from './checks/xfrm.js';

export const CHECKS: readonly Check[] = [
  ARP_FLUX,
  ARP_ANNOUNCE,
  PROXY_ARP,
  PROXY_NDP,
  ARP_IGNORE,
  ARP_OFF,
  ARP_FILTER,
  ARP_FILTERED,
  OPAQUE_FILTER,
  LEGACY_TABLES,
  RP_FILTER,
  POLICY_ROUTE,
  NO_ROUTE_BACK,
  LOCAL_TABLE,
  VIP_BROADCAST,
  VIP_TWICE,
  VIP_EXPIRES,
  VIP_PRIMARY,
  PREFSRC,
  PROMOTE_SECONDARIES,
  NO_CARRIER,
  NONLOCAL_BIND,
  VRF,
  GATEWAY_FORWARD,
  XFRM,
  CONNTRACK_FULL,
  VRRP_BLOCKED,
  VIP_DROPPED,
  STATE_DROP,
  IPVS_STATE,
  MEMBERSHIP_BLOCKED,
  GROUP_NOT_JOINED,
  CAPS,
  MANAGER_FROZEN,
  TWO_MANAGERS,
  V6_DADFAILED,
  V6_DISABLED,
  V6_NO_NOTIFY,
  ND_BLOCKED,
  DUPLICATE_MAC,
  MACVLAN,
  BOND,
  BRIDGE_NF,
  STP_DELAY,
  PORT_ISOLATED,
  PORT_LOCKED,
  PORT_LEARNING,
  PORT_SUPPRESS,
  PORT_FLOOD,
  PORT_VLAN,
  FDB_STICKY,
  SNOOP_PRUNED,
  MTU,
  VXLAN_PROXY,
  NEIGH_TABLE,
  NEIGH_PERMANENT,
  CLIENT_IGNORES,
  NETWORKD,
  NETWORK_MANAGER,
  CLOUD,
  CLOCK,
  STALL,
];
