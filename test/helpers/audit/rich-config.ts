/**
 * A keepalived configuration with nearly every feature, which 2.2.7 accepts if its interfaces exist: eth0,
 * eth1, mcv0, mcv1.
 *
 * @module
 */

export const RICH = `# nearly everything
$BASE=100
$NET=10.9.8
$TWO= \\
    10.9.8.31/24 \\
    10.9.8.32/24
global_defs {
    router_id lb1   ! a comment
    notification_email {
        ops@example.org
        oncall@example.org
    }
    notification_email_from keepalived@example.org
    smtp_server 127.0.0.1
    smtp_connect_timeout 30
    script_user root
    enable_script_security
    vrrp_garp_master_refresh 30
    vrrp_garp_master_refresh_repeat 2
    vrrp_higher_prio_send_advert true
    vrrp_version 2
    vrrp_mcast_group4 224.0.0.18
}
vrrp_script chk_a {
    script "/bin/true -x"
    interval 2
    timeout 1
    fall 2
    rise 2
    weight -20
}
vrrp_script chk_b {
    script "/bin/true"
    interval 1
    user root
}
vrrp_sync_group G {
    group {
        VI_2
        VI_3
    }
    track_script {
        chk_b
    }
}
vrrp_instance VI_1 {
    state BACKUP
    interface mcv0
    virtual_router_id 51
    @lb1 priority 150
    @^lb1 priority $BASE
    advert_int 1
    nopreempt
    garp_master_delay 2
    unicast_src_ip \${NET}.210
    unicast_peer {
        10.9.8.211
        10.9.8.212 min_ttl 1 max_ttl 255
    }
    authentication {
        auth_type PASS
        auth_pass "a!b#c"
    }
    virtual_ipaddress {
        10.9.8.200/24 dev mcv0 label mcv0:1
        10.9.8.201/24 scope link
    }
    virtual_ipaddress_excluded { 10.9.8.202/24
        fd00::1/64 }
    track_interface {
        eth0 weight -10
        eth1
    }
    track_script {
        chk_a weight -30
    }
}
vrrp_instance VI_2
{
    state BACKUP
    interface eth0
    virtual_router_id 52
    priority 150
    virtual_ipaddress
    {
        $TWO
    }
}
vrrp_instance VI_3 {
    interface eth1
    virtual_router_id 53
    priority 150
    version 3
    advert_int 0.5
    virtual_ipaddress {
        ~SEQ(i,1,3) 192.168.2.\${i}/24
    }
}
virtual_server 10.9.8.200 80 {
    delay_loop 6
    lb_algo rr
    lb_kind NAT
    protocol TCP
    real_server 10.1.1.1 80 {
        weight 1
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
`;

/** The smallest configuration that runs. */
export const PLAIN = `vrrp_instance WEB {
    interface mcv0
    virtual_router_id 17
    virtual_ipaddress {
        10.9.8.77/24
    }
}
`;

/** The part about VRRP, without that for virtual servers. */
export const RICH_VRRP = RICH.slice(0, RICH.indexOf('virtual_server'));
