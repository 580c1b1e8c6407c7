export {type Lab, type LabOptions, buildPlan, openLab} from './lab/lab.js';
export {HOST, type IpCommand, type LabPlan, type NodeWork, type Stage, type Sysctls} from './lab/plan.js';
export * as _settings from './lab/settings.js';
export * as _topology from './lab/topology.js';
