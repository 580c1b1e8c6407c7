/**
 * A trial on machines that exist, and its parts (`@vip/core/internal/cluster`).
 *
 * @module
 */

export {untilAtRest} from '../cluster/at-rest.js';
export {ClusterPlace, type ClusterPlan} from '../cluster/cluster.js';
export type {ClusterTrialOptions} from '../cluster/cluster-record.js';
export {runClusterTrial} from '../cluster/cluster-trial.js';
export {type Body, guarded, NAP_S} from '../cluster/guard.js';
export type {MachinePlan, MachineRole} from '../cluster/machine.js';
export {OffsetBounds, type RoundTrip} from '../cluster/offset-bounds.js';
export {ProbeReader} from '../cluster/probe-reader.js';
export {type MachineFacts, ownAddress, parseSurvey} from '../cluster/survey-text.js';
export {parseTarget, parseVantage, type Target, type Vantage} from '../cluster/target.js';
export {reachOf, TRANSPORTS} from '../cluster/transports/registry.js';
export {runCommand} from '../cluster/user-command.js';
export {type OpenVantage, Vantages} from '../cluster/vantages.js';
