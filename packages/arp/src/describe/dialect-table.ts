/**
 * Which software announces in which form, and which ignores it: data, each row with its source.
 *
 * `MEASURED` rows were measured with this project's own lessons (`vip lesson garp-forms`), on Linux with its default
 * `locktime` of one second.
 *
 * @module
 */

/** A program that sends a form. */
export interface DialectSpeaker {
  readonly name: string;
  /** Project and file, or thread. */
  readonly source: string;
}

/** A receiver that ignores a form. */
export interface DialectIgnorer {
  readonly name: string;
  readonly when: string;
  readonly source: string;
}

/** A form of announcement, and the software that uses it. */
export interface DialectRow {
  /** `request-broadcast`, `reply-self`, ...: form and target; `probe-zero`, `probe-broadcast` */
  readonly id: string;
  readonly speakers: readonly DialectSpeaker[];
  readonly ignoredBy: readonly DialectIgnorer[];
}

/** Linux, of a reply that is not addressed to its sender. */
export const LINUX: DialectIgnorer = {
  name: 'Linux',
  when: 'within 1 s of an update of its entry (locktime)',
  source: 'Linux, net/ipv4/arp.c, arp_is_garp(); MEASURED',
};
const SRX: DialectIgnorer = {
  name: 'Juniper SRX',
  when: 'by default: it ignores gratuitous replies',
  source: 'Juniper KB24349; Junos, no-gratuitous-arp-reply, the default of its other lines as well',
};
const REPLY_ONLY: DialectIgnorer = {
  name: 'some switches',
  when: 'always: they accept only replies',
  source: 'github.com/ClusterLabs/resource-agents/pull/977',
};
const ZERO_TARGET: DialectIgnorer = {
  name: 'some devices',
  when: 'always, when the target MAC is zero',
  source: 'github.com/ThomasHabets/arping/pull/11',
};

/** The table, in the order of the help texts. */
export const DIALECTS: readonly DialectRow[] = [
  {
    id: 'request-broadcast',
    speakers: [
      {name: 'keepalived', source: 'keepalived 2.2.7; test/vectors/keepalived.hex'},
      {name: 'arping -U', source: 'iputils 20221126; test/vectors/arping.hex'},
      {name: 'FRR', source: 'FRR 1967e6eb, vrrpd/vrrp_arp.c, vrrp_build_garp()'},
      {name: 'MetalLB (1st)', source: 'MetalLB 7938d3f8, internal/layer2/arp.go, Gratuitous()'},
      {
        name: 'kube-vip (odd)',
        source: 'kube-vip bee5cfe, pkg/vip/arp.go, gratuitousARP(): in turn, this first',
      },
      {name: 'Cilium', source: 'Cilium 48f86b31, pkg/datapath/gneigh/gneigh.go, Send()'},
      {name: 'Habets arping -U', source: 'ThomasHabets/arping 69fbb78, src/arping.c, line 1456'},
      {name: 'IPaddr2', source: 'resource-agents 1a0256c4, tools/send_arp.linux.c, send_pack()'},
      {name: 'netvip', source: 'hnakamur/netvip 647de448, garp.go, SendGARP()'},
    ],
    ignoredBy: [REPLY_ONLY],
  },
  {
    id: 'request-zero',
    speakers: [
      {name: 'Linux arp_notify', source: 'Linux, net/ipv4/devinet.c, inetdev_send_gratuitous_arp()'},
      {name: 'RFC 5227', source: 'RFC 5227 §2.3'},
      {name: 'CTDB (1st)', source: 'Samba 028fdc12, ctdb/common/system_socket.c, arp_build()'},
      {
        name: 'IPaddr2, libnet (1st)',
        source: 'resource-agents 1eea8a6c, tools/send_arp.libnet.c, send_arp()',
      },
    ],
    ignoredBy: [ZERO_TARGET, REPLY_ONLY],
  },
  {
    id: 'request-self',
    speakers: [
      {name: 'ucarp', source: 'UCarp 1a9aaf7, src/garp.c, gratuitous_arp(); test/vectors/ucarp.hex'},
    ],
    ignoredBy: [REPLY_ONLY],
  },
  {id: 'request-other', speakers: [], ignoredBy: [REPLY_ONLY]},
  {
    id: 'reply-self',
    speakers: [
      {name: 'arping -A', source: 'iputils 20221126; test/vectors/arping.hex'},
      {name: 'kube-vip (even)', source: 'kube-vip bee5cfe, pkg/vip/arp.go, gratuitousARP()'},
      {name: 'CTDB (2nd)', source: 'Samba 028fdc12, ctdb/common/system_socket.c, arp_build()'},
      {
        name: 'vip-manager',
        source: 'vip-manager a6dab16, ipmanager/basicConfigurer.go, createGratuitousARP()',
      },
      {
        name: 'IPaddr2, libnet (2nd)',
        source: 'resource-agents 1eea8a6c, tools/send_arp.libnet.c, send_arp()',
      },
    ],
    ignoredBy: [SRX],
  },
  {
    id: 'reply-broadcast',
    speakers: [
      {name: 'MetalLB (2nd)', source: 'MetalLB 7938d3f8, internal/layer2/arp.go, Gratuitous()'},
      {name: 'Habets arping -U -P', source: 'ThomasHabets/arping 69fbb78, src/arping.c, line 1456'},
    ],
    ignoredBy: [LINUX, SRX],
  },
  {
    id: 'reply-zero',
    speakers: [
      {
        name: 'OVN-Kubernetes',
        source: 'openshift/ovn-kubernetes 6ade191b, go-controller/pkg/kubevirt/arp.go, sendGARP()',
      },
    ],
    ignoredBy: [LINUX, SRX],
  },
  {id: 'reply-other', speakers: [], ignoredBy: [LINUX, SRX]},
  {id: 'probe-zero', speakers: [{name: 'RFC 5227', source: 'RFC 5227 §2.1.1'}], ignoredBy: []},
  {
    id: 'probe-broadcast',
    speakers: [{name: 'arping -D', source: 'iputils 20221126; test/vectors/arping.hex'}],
    ignoredBy: [],
  },
  {
    id: 'ordinary',
    speakers: [
      {
        name: 'Cilium (2023)',
        source: 'Cilium 18cde1cf, pkg/datapath/garp/garp.go, send(): from the node to ask for the address',
      },
    ],
    ignoredBy: [],
  },
];
