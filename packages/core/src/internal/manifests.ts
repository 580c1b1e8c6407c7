/// <reference types="node" preserve="true" />
/**
 * Kubernetes manifests, as a separate entry point (`@vip/core/internal/manifests`): nothing else needs a parser of YAML.
 *
 * @module
 */

export {kubernetesIn} from '../audit/manifests.js';
