import type { InputReader } from '#shared/action/inputs';
import type { TaskDefinitionPatch } from '#shared/ecs/task-definition/patch-model';
import { splitShellWords } from '#shared/text/shell-words';

const IMAGE = /^[^\s@]+(?:@sha256:[0-9a-f]{64})?$/;
const IMAGE_FORM = 'an image such as registry/name:tag or registry/name@sha256:…';
const ROLE = /^arn:[\w-]+:iam::\d{12}:role\/\S+$/;
const ROLE_FORM = 'the ARN of an IAM role, arn:aws:iam::<account>:role/<name>';

/** Reads every input that changes the task definition. */
export function readPatch(read: InputReader): TaskDefinitionPatch {
  const role = (input: string): string | undefined =>
    read.parsed(input, ROLE_FORM, (text) => (ROLE.test(text) ? text : undefined));
  return {
    containerName: read.optional('container-name'),
    image: read.parsed('image', IMAGE_FORM, (text) => (IMAGE.test(text) ? text : undefined)),
    images: readImages(read),
    ...readVariables(read),
    environmentFiles: readEnvironmentFiles(read),
    dockerLabels: read.pairs('docker-labels'),
    logDriver: read.parsed(
      eitherName(read, 'log-driver', 'log-configuration-log-driver'),
      'the name of a log driver such as awslogs',
      (text) => (/^[\w-]+$/.test(text) ? text : undefined),
    ),
    logOptions: read.pairs(eitherName(read, 'log-options', 'log-configuration-options')),
    command: read.parsed('command', 'words as in a shell, with every quote closed', readWords),
    cpu: read.parsed('cpu', 'CPU units such as 256, or 0.25 vCPU', (text) =>
      /^(?:\d+|(?:\d+\.?\d*|\.\d+)\s*vcpu)$/i.test(text) ? text : undefined,
    ),
    memory: read.parsed('memory', 'MiB such as 512, or 0.5 GB', (text) =>
      /^(?:\d+|(?:\d+\.?\d*|\.\d+)\s*gb)$/i.test(text) ? text : undefined,
    ),
    executionRoleArn: role('execution-role-arn'),
    taskRoleArn: role('task-role-arn'),
    architecture: read.parsed('architecture', 'X86_64 or ARM64', (text) =>
      text === 'X86_64' || text === 'ARM64' ? text : undefined,
    ),
  };
}

/** The name of the input that is given; `other` is what amazon-ecs-render-task-definition calls the same. */
function eitherName(read: InputReader, name: string, other: string): string {
  const [own, theirs] = [read.optional(name), read.optional(other)];
  if (own !== undefined && theirs !== undefined) read.problem(other, `is another name for ${name}; give one of them.`);
  return theirs === undefined ? name : other;
}

function readImages(read: InputReader): ReadonlyMap<string, string> {
  const images = read.pairs('images');
  for (const [name, image] of images) {
    if (!IMAGE.test(image)) read.problem('images', `got ${JSON.stringify(image)} for ${name}; expected ${IMAGE_FORM}.`);
  }
  return images;
}

function readVariables(read: InputReader): Pick<TaskDefinitionPatch, 'environment' | 'removeEnvironment' | 'secrets'> {
  const environment = read.pairs('environment-variables');
  const secrets = read.pairs('secrets');
  const removeEnvironment = read.list('remove-environment-variables');
  for (const [name, valueFrom] of secrets) {
    if (valueFrom === '' || /\s/.test(valueFrom)) {
      const expected = 'expected NAME=ARN of a secret or parameter, never its value.';
      read.problem('secrets', `got no reference for ${name}; ${expected}`);
    }
    if (environment.has(name)) {
      read.problem('secrets', `names ${name}, which environment-variables sets too; give it in one of them.`);
    }
  }
  for (const name of removeEnvironment) {
    const setter = environment.has(name) ? 'environment-variables' : secrets.has(name) ? 'secrets' : undefined;
    if (setter !== undefined) {
      read.problem('remove-environment-variables', `names ${name}, which ${setter} sets; give it in one of them.`);
    }
  }
  return { environment, secrets, removeEnvironment };
}

function readEnvironmentFiles(read: InputReader): readonly string[] {
  const files = read.list('env-files');
  for (const file of files.filter((arn) => !/^arn:[\w-]+:s3:::[^/\s]+\/\S+$/.test(arn))) {
    const expected = 'expected the ARN of an object in S3, arn:aws:s3:::<bucket>/<key>.env.';
    read.problem('env-files', `got ${JSON.stringify(file)}; ${expected}`);
  }
  return files;
}

/** Words as in a shell, or the JSON list that a task definition has. */
function readWords(text: string): readonly string[] | undefined {
  if (!text.startsWith('[')) return splitShellWords(text);
  try {
    const words: unknown = JSON.parse(text);
    if (Array.isArray(words) && words.every((word) => typeof word === 'string')) return words;
  } catch {
    // No JSON: `[` is a program too (test).
  }
  return splitShellWords(text);
}
