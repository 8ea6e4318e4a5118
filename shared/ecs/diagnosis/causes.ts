/**
 * Whether trying again can help.
 * - `never`: the same task will fail again; waiting for more of them is wasted time
 * - `maybe`: it may have been chance; counts as a failed task
 * - `not-a-failure`: ordinary replacement, or the platform's doing; says nothing about the release
 */
export type Healing = 'never' | 'maybe' | 'not-a-failure';

export interface Cause {
  readonly healing: Healing;
  /** In plain words, what usually causes it and what to look at. Completes "Likely cause: …". */
  readonly likely: string;
}

interface Pattern extends Cause {
  readonly matches: RegExp;
}

/**
 * Reasons as ECS and its agent word them, most telling first. Sources: Amazon ECS developer guide, "Stopped tasks error
 * messages" and "CannotPullContainer task errors"; amazon-ecs-agent, `apierrors`.
 */
const REASONS: readonly Pattern[] = [
  {
    matches: /^Scaling activity initiated by|^Service scaled|deployment.*scaled in/i,
    healing: 'not-a-failure',
    likely: 'an ordinary replacement by ECS',
  },
  {
    matches:
      /descriptor matching platform|no matching manifest|image operating system .* cannot be used|exec format error/i,
    healing: 'never',
    likely:
      'the image was built for another processor architecture or operating system than the task runs on; build it for the platform of runtimePlatform',
  },
  {
    matches:
      /CannotPull(?:Container|Image)\w*:.*(?:manifest unknown|not found|does not exist|repository .* not exist)/is,
    healing: 'never',
    likely:
      'the image, or its tag or digest, is not in the registry: it was never pushed, or a lifecycle policy removed it',
  },
  {
    matches: /CannotPull\w*:.*(?:403 Forbidden|no basic auth|denied|unauthorized|not authorized|AccessDenied)/is,
    healing: 'never',
    likely:
      'the execution role may not pull this image; it needs ecr:GetAuthorizationToken, ecr:BatchGetImage and ecr:GetDownloadUrlForLayer',
  },
  {
    matches: /CannotPull\w*:.*(?:toomanyrequests|rate limit)/is,
    healing: 'maybe',
    likely: "the registry's rate limit; pull from ECR or through its pull-through cache",
  },
  {
    matches: /CannotPull\w*:.*no space left/is,
    healing: 'never',
    likely: 'the image is larger than the disk of the task; raise ephemeralStorage or make the image smaller',
  },
  {
    matches: /CannotPull\w*/i,
    healing: 'maybe',
    likely:
      'the registry could not be reached: check the route to it (NAT gateway, public IP or VPC endpoints for ECR and S3) and the security group',
  },
  {
    matches: /ResourceInitializationError:.*(?:AccessDenied|not authorized|access denied)/is,
    healing: 'never',
    likely: 'the execution role may not read a secret, parameter, key or log group that the task definition names',
  },
  {
    matches:
      /ResourceInitializationError:.*(?:ResourceNotFound|ParameterNotFound|invalid (?:ssm )?parameters|can't find|could not find|does not exist|did not contain json key)/is,
    healing: 'never',
    likely:
      'a secret, parameter, log group or file system that the task definition names does not exist; check its ARN, region and JSON key',
  },
  {
    matches: /ResourceInitializationError:.*(?:timeout|timed out|deadline|connection|unable to pull secrets)/is,
    healing: 'maybe',
    likely:
      'the task could not reach Secrets Manager, SSM, ECR or CloudWatch Logs: check its route to them (NAT gateway, public IP or VPC endpoints)',
  },
  {
    matches: /ResourceInitializationError|ResourceNotFoundException/i,
    healing: 'maybe',
    likely: 'something the task needs before its containers start could not be set up',
  },
  {
    matches: /OutOfMemory/i,
    healing: 'maybe',
    likely: 'the container used more memory than its limit; raise memory, or look for a leak',
  },
  {
    matches:
      /(?:CannotStart|CannotCreate|ContainerRuntime)\w*:.*(?:executable file not found|no such file or directory|permission denied)/is,
    healing: 'never',
    likely: 'the command or entry point names a program that the image does not have or may not run',
  },
  {
    matches: /CannotCreateVolume|failed to mount|mount\.nfs/i,
    healing: 'maybe',
    likely: 'a volume could not be made or mounted; check the file system, its mount targets and security groups',
  },
  {
    matches: /ContainerRuntimeTimeoutError|DockerTimeoutError/i,
    healing: 'maybe',
    likely: 'the container runtime did not answer in time; often the disk or processor of the host is overloaded',
  },
  {
    matches: /(?:CannotStart|CannotCreate|CannotInspect|CannotStop)Container\w*|ContainerRuntimeError/i,
    healing: 'maybe',
    likely: 'the container could not be started as the task definition describes it',
  },
  {
    matches: /failed ELB health checks/i,
    healing: 'maybe',
    likely:
      'the load balancer got no good answer from the task: check the health check path, port and expected codes, the security group, and whether healthCheckGracePeriodSeconds leaves the program time to start',
  },
  {
    matches: /failed container health checks/i,
    healing: 'maybe',
    likely:
      "the container's own health check command failed; check the command, and startPeriod against the time the program needs",
  },
  {
    matches: /spot (?:task|interrupt|capacity)/i,
    healing: 'not-a-failure',
    likely: 'AWS took the Spot capacity back; not the doing of this release',
  },
  {
    matches: /Host EC2|instance .*terminated|retire|InfrastructureHealth|InternalError/i,
    healing: 'not-a-failure',
    likely: 'the host or the platform had to go; not the doing of this release',
  },
  {
    matches: /capacity is unavailable|RESOURCE:|insufficient/i,
    healing: 'not-a-failure',
    likely: 'there was no capacity to run the task',
  },
];

const EXIT_CODES: ReadonlyMap<number, Cause> = new Map([
  [
    0,
    {
      healing: 'maybe',
      likely: 'the program ended by itself, without an error; a service has to keep running, in the foreground',
    },
  ],
  [1, { healing: 'maybe', likely: 'the program failed; its last log lines usually say why' }],
  [
    126,
    {
      healing: 'never',
      likely: 'the command was found but may not be executed: check its file mode and its interpreter line',
    },
  ],
  [127, { healing: 'never', likely: 'the command was not found in the image: check command, entryPoint and PATH' }],
  [
    134,
    {
      healing: 'maybe',
      likely: 'the program aborted (SIGABRT), often on a failed assertion or when its heap was full',
    },
  ],
  [
    137,
    {
      healing: 'maybe',
      likely: 'the program was killed (SIGKILL): out of memory, or it did not stop within stopTimeout',
    },
  ],
  [
    139,
    {
      healing: 'maybe',
      likely: 'the program crashed (SIGSEGV), often in native code or for a wrong processor architecture',
    },
  ],
  [143, { healing: 'maybe', likely: 'the program was asked to stop (SIGTERM) and did' }],
]);

const OTHER_EXIT: Cause = { healing: 'maybe', likely: 'the program failed; its last log lines usually say why' };

/** The cause a reason text stands for; undefined when no pattern knows it. */
export function causeOfReason(reason: string): Cause | undefined {
  const found = REASONS.find(({ matches }) => matches.test(reason));
  return found === undefined ? undefined : { healing: found.healing, likely: found.likely };
}

export function causeOfExitCode(exitCode: number): Cause {
  return EXIT_CODES.get(exitCode) ?? OTHER_EXIT;
}
