/**
 * Arguments and options of `vip audit`.
 *
 * @module
 */

import {AUDIT_FAIL_ON, COMPARED_CAPTURE, PROVE, RELEASE, SARIF} from '../options/auditing.js';
import {FAULT} from '../options/fault.js';
import {JSON_LINES} from '../options/output.js';
import {define, type ValuesOf} from './define.js';

export const AUDIT = define({
  name: 'audit',
  summary: 'predict what will go wrong with keepalived configurations, and for how long',
  description:
    "Reads keepalived's configuration of one node or several, compares them, and computes which node takes over, when, and what prevents it. ucarp's command lines, in scripts and units, pacemaker's IPaddr2, as crm and pcs print it, FRR's vrrp, and manifests of kube-vip and MetalLB are judged by rules of their own.",
  options: [AUDIT_FAIL_ON, RELEASE, COMPARED_CAPTURE, PROVE, FAULT, SARIF, JSON_LINES],
  modes: [
    {
      call: 'vip audit --json',
      when: ({given}) => given(JSON_LINES),
      except: [SARIF],
      remedy: 'leave one of them out',
    },
    {
      call: 'vip audit --prove',
      when: ({given}) => given(PROVE),
      except: [SARIF],
      remedy: 'a SARIF log has findings only',
    },
    {
      call: 'vip audit --prove',
      when: ({given}) => given(PROVE),
      except: [COMPARED_CAPTURE],
      remedy: 'a capture is read without the rights that a lab takes',
    },
    {
      call: 'vip audit without --prove',
      when: ({given}) => !given(PROVE),
      except: [FAULT],
      remedy: 'only --prove makes trials',
    },
  ],
  notes: [
    [
      'Exit 0 if there is no finding that --fail-on names, 1 if there is,',
      '3 if a file cannot be read or is empty, or the capture is too short.',
    ],
  ],
  examples: [
    ['vip audit lb1.conf lb2.conf'],
    ['vip audit lb1=a/keepalived.conf lb2=b/keepalived.conf --fail-on warning'],
    ['vip audit lb1.conf lb2.conf --capture vrrp.pcapng'],
    ['vip audit nodes/lb1 nodes/lb2 --sarif > audit.sarif'],
  ],
  completion: 'file',
});

export type AuditCommandOptions = ValuesOf<typeof AUDIT>;
