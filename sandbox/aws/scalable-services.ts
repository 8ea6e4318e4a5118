/** The ECS services that Application Auto Scaling changes; made over ECS's own operations. */
export interface ScalableServices {
  /** Undefined when there is no such service. */
  desiredCount(service: ServiceName): Promise<number | undefined>;
  /** @throws {AwsError} as UpdateService refuses it */
  setDesiredCount(service: ServiceName, count: number): Promise<void>;
}

export interface ServiceName {
  readonly cluster: string;
  readonly service: string;
}
