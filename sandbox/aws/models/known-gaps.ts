interface Gap {
  readonly service: string;
  readonly shape: string;
  readonly values: readonly string[];
  readonly why: string;
}

/** Values that AWS answers although its own model lacks them. */
export const knownGaps: readonly Gap[] = [
  {
    service: 'ECS',
    shape: 'ServiceDeploymentLifecycleStage',
    values: ['PRE_PRODUCTION_TRAFFIC_SHIFT'],
    why: "the field's documentation and the enum of hook stages have it, the enum of the answer does not",
  },
];

export function isKnownGap(serviceId: string, shape: string, value: string): boolean {
  return knownGaps.some((gap) => gap.service === serviceId && gap.shape === shape && gap.values.includes(value));
}
