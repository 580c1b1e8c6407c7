/// <reference types="node" preserve="true" />
/**
 * Kubernetes manifests, as an entry point of its own (`@vip/core/manifests`): nothing else needs a parser of YAML.
 *
 * @module
 */

export {kubernetesIn} from './audit/manifests.js';
