/** The CloudWatch alarms a deployment watches; implemented by sandbox/aws/cloudwatch. */
export interface Alarms {
  /** Undefined when there is no alarm of this name. */
  state(name: string): AlarmState | undefined;
}

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
