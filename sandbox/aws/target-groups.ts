/** What the ECS scheduler needs of Elastic Load Balancing; implemented by sandbox/aws/elbv2. */
export interface TargetGroups {
  exists(targetGroupArn: string): boolean;
  /** Starts sending health checks, and traffic once they pass. */
  register(targetGroupArn: string, target: Target): void;
  /** Ends new traffic at once; the target is draining, idle or not, and leaves the group after the deregistration delay. */
  deregister(targetGroupArn: string, target: Target): void;
  /** Health of every target still in the group, draining ones included. */
  health(targetGroupArn: string): readonly TargetHealth[];
}

export interface Target {
  /** Private address of the task's network interface as the API shows it, e.g. `10.0.3.17`. */
  readonly id: string;
  /** Container port. */
  readonly port: number;
  /** Where the load balancer really connects: a port on 127.0.0.1. */
  readonly hostPort: number;
}

export interface TargetHealth {
  readonly target: Target;
  readonly state: 'initial' | 'healthy' | 'unhealthy' | 'draining' | 'unused';
  /** AWS reason code, e.g. `Target.ResponseCodeMismatch`. */
  readonly reason?: string;
  /** AWS description, e.g. `Health checks failed with these codes: [502]`. */
  readonly description?: string;
}
