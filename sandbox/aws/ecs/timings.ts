/**
 * How long things take in ECS, in milliseconds of AWS time.
 *
 * Sources: [log] two published CloudTrail and event logs of one Fargate service behind an ALB (started +0, registered +40.4 s,
 * stopped +90.6, deregistered +100.7, completed +152.5); [phases] a published Fargate replacement (PROVISIONING +17 s,
 * ACTIVATING +33 s, RUNNING +66 s); [pull] a published circuit breaker run with a missing image (failedTasks 1 at 2:34,
 * 2 at 4:46, 3 at 11:00); [doc] Amazon ECS developer guide.
 */
export const timings = {
  /** The service scheduler looks at a service this often. [log]: 9.7 s and 10.1 s between "stopped" and "deregistered". */
  schedulerTick: 10_000,
  /** PROVISIONING: the network interface is made and attached. [phases] */
  provisioning: 10_000,
  /** PENDING before the pull begins. [phases]: 16 s from PROVISIONING to ACTIVATING. */
  placement: 6_000,
  /** Fargate repeats a failing pull before it gives the task up. [pull]: an attempt takes about 2:15. */
  pullRetry: 120_000,
  /** ACTIVATING until the target can be registered, for a task behind a load balancer. [log], [phases] */
  activatingBehindLoadBalancer: 24_000,
  /** ACTIVATING of a service task without load balancer: one look of the scheduler. No published measurement. */
  activating: 10_000,
  /** A task without load balancer and health check counts as healthy this long after RUNNING. [doc] */
  healthyWithoutChecks: 40_000,
  /** How often a draining task looks whether its target has left the group. Chosen: well below a tick. */
  drainPoll: 1_000,
  /** DEPROVISIONING: the network interface is detached and deleted. No published measurement. */
  deprovisioning: 10_000,
  /** `stopTimeout` of a container that names none. [doc] */
  stopTimeout: 30_000,
  /** How often a container looks whether what it depends on is there. Chosen: well below a tick. */
  dependencyPoll: 1_000,
  /** Waits after the 1st, 2nd, … task in a row that never reached RUNNING; the last one repeats. [pull], [doc]: up to 15 min. */
  launchBackOff: [0, 240_000, 480_000, 900_000],
  /** A Lambda hook that is IN_PROGRESS and names no `callBackDelay` is called again after this time. [doc] */
  hookCallBack: 30_000,
  /** A Lambda hook's one call may take this long. [doc] */
  hookCall: 15 * 60_000,
  /** A lifecycle stage that waits for tasks fails the deployment after this time. [doc] */
  stageLimit: 24 * 3_600_000,
  /** A deployment with lifecycle stages, all pauses included. [doc] */
  deploymentLimit: 30 * 24 * 3_600_000,
  /** Bake time of a rolling deployment with alarms that names none. ECS derives it from the alarms; chosen: five periods of a minute. */
  alarmBake: 5 * 60_000,
  /** A steady state is told again after this time, and a repeated complaint is held back as long. [doc] */
  repeatEvent: 6 * 3_600_000,
} as const;

/** Stopped tasks stay visible at least an hour; wall-clock milliseconds, since whoever reads them is not compressed. [doc] */
export const stoppedTaskRetention = 3_600_000;

/** The least a program is left to end after SIGTERM, or for a health check, in wall-clock milliseconds. */
export const shortestGrace = 2_000;
