import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A service as botocore describes it, without the documentation; written by scripts/models.ts. */
export interface ServiceModel {
  /** Version of botocore that it was taken from. */
  readonly botocore: string;
  /** As AWS spells it: `CloudWatch Logs`. */
  readonly serviceId: string;
  readonly apiVersion: string;
  readonly protocols: readonly string[];
  /** Operations of AWS that the model says nothing about. */
  readonly leftOut: readonly string[];
  readonly operations: Readonly<Record<string, OperationModel>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

export interface OperationModel {
  /** Name of a structure; absent where the operation takes nothing. */
  readonly input?: string;
  readonly output?: string;
  /** Codes on the wire. */
  readonly errors: readonly string[];
}

export type Shape = StructureShape | ListShape | MapShape | StringShape | NumberShape | OtherShape;

interface Secret {
  /** AWS leaves the value out of its messages. */
  readonly sensitive?: boolean;
}

export interface StructureShape extends Secret {
  readonly type: 'structure';
  /** Shape names by member name. */
  readonly members: Readonly<Record<string, string>>;
  readonly required?: readonly string[];
  /** Exactly one member is set. */
  readonly union?: boolean;
  /** Any JSON value. */
  readonly document?: boolean;
  readonly eventstream?: boolean;
}

export interface ListShape extends Bounds, Secret {
  readonly type: 'list';
  readonly member: string;
}

export interface MapShape extends Bounds, Secret {
  readonly type: 'map';
  readonly key: string;
  readonly value: string;
}

export interface StringShape extends Bounds, Secret {
  readonly type: 'string';
  readonly enum?: readonly string[];
  /** A Java regular expression that matches the whole value. */
  readonly pattern?: string;
}

export interface NumberShape extends Bounds, Secret {
  readonly type: 'integer' | 'long' | 'double' | 'float';
}

export interface OtherShape extends Bounds, Secret {
  readonly type: 'boolean' | 'timestamp' | 'blob';
}

/** Of a number its value, of anything else its length. */
interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** Every service there is a model of, by {@link AwsService.name}. */
export const modelFiles = {
  APPLICATION_AUTO_SCALING: 'application-autoscaling.json',
  CLOUDWATCH: 'cloudwatch.json',
  CLOUDWATCH_LOGS: 'logs.json',
  CODEDEPLOY: 'codedeploy.json',
  ECR: 'ecr.json',
  ECS: 'ecs.json',
  ELASTIC_LOAD_BALANCING_V2: 'elbv2.json',
  IAM: 'iam.json',
  SECRETS_MANAGER: 'secretsmanager.json',
  SSM: 'ssm.json',
  STS: 'sts.json',
} as const;

const read = new Map<string, ServiceModel>();

/**
 * Read at the first use of a service, and once.
 * @throws {Error} for a service there is no model of
 */
export function loadModel(service: string): ServiceModel {
  const known = read.get(service);
  if (known) return known;
  const file = new Map<string, string>(Object.entries(modelFiles)).get(service);
  if (file === undefined) throw new Error(`there is no model of the service ${service} in sandbox/aws/models`);
  // The file is this project's own, written by scripts/models.ts.
  const model = JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8')) as ServiceModel;
  read.set(service, model);
  return model;
}

/** @throws {Error} for an operation that the model leaves out: a defect of the sandbox */
export function operationModel(model: ServiceModel, operation: string): OperationModel {
  const found = Object.hasOwn(model.operations, operation) ? model.operations[operation] : undefined;
  if (found) return found;
  throw new Error(`the model of ${model.serviceId} has no ${operation}: add it to scripts/models.ts, npm run models`);
}

export function shapeOf(model: ServiceModel, name: string): Shape {
  const shape = model.shapes[name];
  if (!shape) throw new Error(`the model of ${model.serviceId} has no shape ${name}`);
  return shape;
}
