/**
 * All checks of the doctor, in the order in which they are reported.
 *
 * @module
 */

import type {Check} from '../check.js';
import {ARP_ANNOUNCE} from './arp-announce.js';
import {ARP_FILTER} from './arp-filter.js';
import {ARP_FILTERED} from './arp-filtered.js';
import {ARP_FLUX} from './arp-flux.js';
import {ARP_IGNORE} from './arp-ignore.js';
import {ARP_OFF} from './arp-off.js';
import {BOND} from './bond.js';
import {BRIDGE_NF} from './bridge-nf.js';
import {CAPS} from './caps.js';
import {CLIENT_IGNORES} from './client-ignores.js';
import {CLOCK} from './clock.js';
import {CLOUD} from './cloud.js';
import {CONNTRACK_FULL} from './conntrack-full.js';
import {DUPLICATE_MAC} from './duplicate-mac.js';
import {FDB_STICKY} from './fdb-sticky.js';
import {GATEWAY_FORWARD} from './gateway-forward.js';
import {GROUP_NOT_JOINED} from './group-not-joined.js';
import {IPVS_STATE} from './ipvs-state.js';
import {LEGACY_TABLES} from './legacy-tables.js';
import {LOCAL_TABLE} from './local-table.js';
import {MACVLAN} from './macvlan.js';
import {MANAGER_FROZEN} from './manager-frozen.js';
import {MEMBERSHIP_BLOCKED} from './membership-blocked.js';
import {MTU} from './mtu.js';
import {ND_BLOCKED} from './nd-blocked.js';
import {NEIGH_PERMANENT} from './neigh-permanent.js';
import {NEIGH_TABLE} from './neigh-table.js';
import {NETWORK_MANAGER} from './network-manager.js';
import {NETWORKD} from './networkd.js';
import {NO_CARRIER} from './no-carrier.js';
import {NO_ROUTE_BACK} from './no-route-back.js';
import {NONLOCAL_BIND} from './nonlocal-bind.js';
import {OPAQUE_FILTER} from './opaque-filter.js';
import {POLICY_ROUTE} from './policy-route.js';
import {PORT_FLOOD} from './port-flood.js';
import {PORT_ISOLATED} from './port-isolated.js';
import {PORT_LEARNING} from './port-learning.js';
import {PORT_LOCKED} from './port-locked.js';
import {PORT_SUPPRESS} from './port-suppress.js';
import {PORT_VLAN} from './port-vlan.js';
import {PREFSRC} from './prefsrc.js';
import {PROMOTE_SECONDARIES} from './promote-secondaries.js';
import {PROXY_ARP} from './proxy-arp.js';
import {PROXY_NDP} from './proxy-ndp.js';
import {RP_FILTER} from './rp-filter.js';
import {SNOOP_PRUNED} from './snoop-pruned.js';
import {STALL} from './stall.js';
import {STATE_DROP} from './state-drop.js';
import {STP_DELAY} from './stp-delay.js';
import {TWO_MANAGERS} from './two-managers.js';
import {V6_DADFAILED} from './v6-dadfailed.js';
import {V6_DISABLED} from './v6-disabled.js';
import {V6_NO_NOTIFY} from './v6-no-notify.js';
import {VIP_BROADCAST} from './vip-broadcast.js';
import {VIP_DROPPED} from './vip-dropped.js';
import {VIP_EXPIRES} from './vip-expires.js';
import {VIP_PRIMARY} from './vip-primary.js';
import {VIP_TWICE} from './vip-twice.js';
import {VRF} from './vrf.js';
import {VRRP_BLOCKED} from './vrrp-blocked.js';
import {VXLAN_PROXY} from './vxlan-proxy.js';
import {XFRM} from './xfrm.js';

export const DOCTOR_CHECKS: readonly Check[] = [
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
