/// <reference types="node" preserve="true" />
/**
 * Trials as metrics, as a separate entry point (`@vip/core/internal/trial-metrics`): a trial without `--metrics` does not need prom-client.
 *
 * @module
 */

export {trialMetrics} from '../trial/trial-metrics.js';
