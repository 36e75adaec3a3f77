export { InvalidProps } from './invalid-props.ts';
export { PowerTuner } from './power-tuner.ts';
export type { PowerTunerProps } from './power-tuner-props.ts';
export { RetuneOnDeployment, type RetuneOnDeploymentProps } from './retune-on-deployment.ts';
export type { ScheduledInput, ScheduledTuningProps } from './scheduled-tuning.ts';
export { ScheduledTuning } from './scheduled-tuning.ts';
export type { Schedules } from './schedules.ts';
export type { ByStage, StageName } from './stages.ts';
