import type { ActionContext } from '#shared/action/context';
import { readInputs, type Environment } from '#shared/action/inputs';
import { writeReport } from '#shared/action/report';
import { awsClientConfig } from '#shared/aws/client-config';
import { createDockerCli } from '#shared/docker/cli';
import { createEcrApi } from '#shared/ecr/ecr-client';
import type { DockerMaker } from './build.ts';
import { parseInputs } from './inputs.ts';
import { describeOutcome, renderSummary, setOutputs } from './outcome.ts';
import { provideImage } from './provide-image.ts';

export async function main(context: ActionContext): Promise<void> {
  const inputs = readInputs(context, parseInputs);
  for (const secret of inputs.secrets.values()) if (secret !== '') context.maskSecret(secret);
  const { maskSecret, signal } = context;
  const ecr = createEcrApi({ config: awsClientConfig(context, inputs.aws), maskSecret, signal });
  const started = context.clock.elapsed();
  const image = await provideImage(inputs, { context, ecr, makeDocker: dockerMaker(context) });
  const durationMs = Math.round(context.clock.elapsed() - started);
  const told = describeOutcome(image, durationMs);
  setOutputs(context.setOutput, image, told);
  for (const block of renderSummary(image, durationMs)) context.summary.add(block);
  await writeReport(context, { ...image, durationMs });
  context.log.info(told);
}

/** Docker gets the step's environment without the inputs of the action, which may hold secrets. */
function dockerMaker({ env, run, signal }: ActionContext): DockerMaker {
  const inherited = Object.entries(env).filter(([name]) => !name.startsWith('INPUT_'));
  const base: Environment = { ...Object.fromEntries(inherited), DOCKER_CLI_HINTS: 'false' };
  return (own) => createDockerCli({ env: { ...base, ...own }, cwd: run.workspace, signal });
}
