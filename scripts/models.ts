/**
 * Makes the service models in sandbox/aws/models from those of botocore, the AWS SDK for Python (Apache-2.0): the
 * shapes of requests and answers without the documentation, one line an operation and one a shape, so that a newer
 * botocore gives a readable diff.
 *
 *   node scripts/models.ts                  installs the pinned botocore into a temporary folder by pip, and writes
 *   node scripts/models.ts --from FOLDER    reads an installed package instead (the folder that holds data/)
 *   node scripts/models.ts --check          fails when what is committed is not what would be written
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';

const BOTOCORE = '1.44.5';

/** Folders of botocore/data, and of the large services only the operations that have to do with deploying to ECS. */
const services: Readonly<Record<string, RegExp>> = {
  'application-autoscaling': /./,
  cloudwatch: /Alarm|Metric|Tag/i,
  codedeploy: /./,
  ecr: /./,
  ecs: /./,
  elbv2: /./,
  iam: /Role|Polic|OpenIDConnect/i,
  logs: /Log|Event|Tag|Quer|Retention|LiveTail/i,
  secretsmanager: /./,
  ssm: /Parameter|Tags/i,
  sts: /./,
};

interface Reference {
  readonly shape: string;
}
interface BotocoreShape {
  readonly type: string;
  readonly members?: Readonly<Record<string, Reference>>;
  readonly member?: Reference;
  readonly key?: Reference;
  readonly value?: Reference;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly union?: boolean;
  readonly sensitive?: boolean;
  readonly document?: boolean;
  readonly eventstream?: boolean;
  readonly timestampFormat?: string;
  readonly flattened?: boolean;
  readonly error?: { readonly code?: string };
}
interface BotocoreOperation {
  readonly input?: Reference;
  readonly output?: Reference;
  readonly errors?: readonly Reference[];
}
interface BotocoreModel {
  readonly metadata: {
    readonly serviceId: string;
    readonly apiVersion: string;
    readonly protocol: string;
    readonly protocols?: readonly string[];
    readonly targetPrefix?: string;
    readonly xmlNamespace?: string;
  };
  readonly operations: Readonly<Record<string, BotocoreOperation>>;
  readonly shapes: Readonly<Record<string, BotocoreShape>>;
}

const { values: options } = parseArgs({ options: { check: { type: 'boolean' }, from: { type: 'string' } } });
const target = join(import.meta.dirname, '..', 'sandbox', 'aws', 'models');
const scratch = await mkdtemp(join(tmpdir(), 'botocore-'));
try {
  await generate(options.from ?? (await install(scratch)));
} finally {
  await rm(scratch, { recursive: true });
}

async function generate(botocore: string): Promise<void> {
  const version = /__version__ = '([^']+)'/.exec(await readFile(join(botocore, '__init__.py'), 'utf8'))?.[1];
  if (version !== BOTOCORE) throw new Error(`${botocore} holds botocore ${String(version)}, not ${BOTOCORE}`);
  const stale: string[] = [];
  for (const [name, wanted] of Object.entries(services)) {
    const path = join(target, `${name}.json`);
    const text = compact(await read(join(botocore, 'data', name)), wanted);
    if (options.check !== true) await writeFile(path, text);
    else if (text !== (await readFile(path, 'utf8'))) stale.push(`${name}.json`);
  }
  if (stale.length === 0) return;
  console.error(`Not current; run npm run models: ${stale.join(', ')}`);
  process.exitCode = 1;
}

/** @returns the folder of the package */
async function install(folder: string): Promise<string> {
  const pip = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', folder, `botocore==${BOTOCORE}`];
  await promisify(execFile)('python3', pip, { timeout: 300_000 });
  return join(folder, 'botocore');
}

/** The newest version of a service's model. */
async function read(folder: string): Promise<BotocoreModel> {
  const version = (await readdir(folder)).sort().at(-1);
  if (version === undefined) throw new Error(`${folder} is empty`);
  const zipped = await readFile(join(folder, version, 'service-2.json.gz'));
  return JSON.parse(gunzipSync(zipped).toString('utf8')) as BotocoreModel;
}

function compact({ metadata, operations, shapes }: BotocoreModel, wanted: RegExp): string {
  const { serviceId, apiVersion, protocol, protocols, targetPrefix, xmlNamespace } = metadata;
  const names = Object.keys(operations).sort();
  const kept = names.filter((name) => wanted.test(name));
  const reached = new Set<string>();
  const chosen = kept.map((name) => {
    const { input, output, errors = [] } = operations[name] ?? {};
    if (input) reach(shapes, input.shape, reached);
    if (output) reach(shapes, output.shape, reached);
    const codes = errors.map(({ shape }) => shapes[shape]?.error?.code ?? shape).sort();
    return [name, { input: input?.shape, output: output?.shape, errors: codes }] as const;
  });
  const head = {
    botocore: BOTOCORE,
    serviceId,
    apiVersion,
    protocols: protocols ?? [protocol],
    targetPrefix,
    xmlNamespace,
  };
  return [
    '{',
    ...Object.entries(head).flatMap(([key, value]) => (value === undefined ? [] : [`  ${line(key, value)},`])),
    `  ${line(
      'leftOut',
      names.filter((name) => !wanted.test(name)),
    )},`,
    '  "operations": {',
    lines(chosen),
    '  },',
    '  "shapes": {',
    lines([...reached].sort().map((name) => [name, slim(shapeOf(shapes, name))])),
    '  }',
    '}',
    '',
  ].join('\n');
}

function reach(shapes: BotocoreModel['shapes'], name: string, reached: Set<string>): void {
  if (reached.has(name)) return;
  reached.add(name);
  const { members = {}, member, key, value } = shapeOf(shapes, name);
  for (const reference of [...Object.values(members), member, key, value]) {
    if (reference) reach(shapes, reference.shape, reached);
  }
}

function shapeOf(shapes: BotocoreModel['shapes'], name: string): BotocoreShape {
  const shape = shapes[name];
  if (!shape) throw new Error(`no shape ${name}`);
  if (shape.timestampFormat !== undefined || shape.flattened === true)
    throw new Error(`${name}: the validator does not know timestampFormat and flattened lists yet`);
  return shape;
}

/** What the validator reads; references are plain names. */
function slim(shape: BotocoreShape): object {
  const { type, required, min, max, pattern, union, sensitive, document, eventstream } = shape;
  return {
    type,
    union,
    document,
    eventstream,
    sensitive,
    members:
      shape.members &&
      Object.fromEntries(Object.entries(shape.members).map(([name, reference]) => [name, reference.shape])),
    required: required?.length === 0 ? undefined : required,
    member: shape.member?.shape,
    key: shape.key?.shape,
    value: shape.value?.shape,
    enum: shape.enum,
    min,
    max,
    pattern,
  };
}

function lines(entries: readonly (readonly [string, object])[]): string {
  return entries.map(([key, value]) => `    ${line(key, value)}`).join(',\n');
}

function line(key: string, value: unknown): string {
  return `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
}
