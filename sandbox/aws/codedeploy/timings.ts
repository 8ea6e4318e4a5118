/**
 * How long things take in CodeDeploy, in milliseconds of AWS time.
 *
 * Sources: [log] a published record of four ECS deployments with a linear configuration, polled every 23 s; [doc] CodeDeploy
 * user guide.
 */
export const timings = {
  /** Created → InProgress. [log]: Created at +3 s, the first event began at about +4 s. */
  start: 4_000,
  /** How often CodeDeploy looks whether the replacement task set is steady. Chosen: an ECS tick. */
  look: 10_000,
  /** "This time out period is 60 minutes." [doc] */
  installTimeout: 60 * 60_000,
  /** Between two lifecycle events. [log]: 0.1 to 0.2 s. */
  betweenEvents: 150,
  /** How often alarms are polled. [log]: a deployment was stopped, its traffic back, within 23 s of the alarm. */
  alarmPoll: 10_000,
  /** A hook has to report within an hour. [doc] */
  hookTimeout: 60 * 60_000,
  minute: 60_000,
} as const;
