/**
 * What configuration files will do in a failover, as a separate entry point (`@vip/analysis/internal/audit`).
 *
 * @module
 */

export {ALL_RULES} from '../audit/all-rules.js';
export {type Audit, audit} from '../audit/audit.js';
export type {DurationRange} from '../audit/calculations/timing.js';
export {
  type AuditNode,
  addressesOf,
  type ConfiguredCluster,
  type Member,
  type Router,
} from '../audit/cluster.js';
export {type ConfigFault, type ConfigFaultKind, isCrash} from '../audit/keepalived/fault.js';
export {flatLines} from '../audit/keepalived/flat.js';
export {expandBraces} from '../audit/keepalived/include-pattern.js';
export type {VipEntry} from '../audit/keepalived/model/address.js';
export {type KeepalivedConfig, type ReadConfigOptions, readConfig} from '../audit/keepalived/model/config.js';
export {type GrammarWord, grammarWords, type Release} from '../audit/keepalived/root-grammar.js';
export {type ConfigSource, textSource} from '../audit/keepalived/source.js';
export {isAboutAddresses, type Kubernetes, readKubernetes} from '../audit/kubernetes/kubernetes.js';
export type {Manifest, ManifestPath} from '../audit/kubernetes/manifest.js';
export type {NodeFile} from '../audit/node-file.js';
export {predict} from '../audit/predict.js';
export {predictService} from '../audit/predictions/check-failures.js';
export type {Prediction} from '../audit/predictions/prediction.js';
export {RULES} from '../audit/rules/index.js';
export type {Rule, RuleText} from '../audit/rules/rule.js';
export {
  auditKubernetes,
  auditSoftware,
  formatSoftwareAudit,
  KUBERNETES,
  SOFTWARE,
  SOFTWARE_RULES,
  type SoftwareAudit,
  softwareOf,
} from '../audit/software.js';
export {
  type AuditTotals,
  type PredictionObject,
  predictionObject,
  totalsObject,
} from '../audit/views/objects.js';
export {sarifLog} from '../audit/views/sarif.js';
export {formatAudit} from '../audit/views/text.js';
export type {Capture} from '../audit/wire/hear.js';
