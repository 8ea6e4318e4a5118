import { InputError } from '#shared/action/errors';
import { parseAppSpec, type AppSpec } from '#shared/ecs/codedeploy/appspec';
import type { ReadFile } from '../plan-tools.ts';

const INPUT = 'codedeploy-appspec';
/** Where AWS's own action looks when it is told nothing. */
const USUAL = 'appspec.yaml';

/** @throws {InputError} when the file cannot be read or is no AppSpec for Amazon ECS */
export async function readAppSpec(path: string, readFile: ReadFile): Promise<AppSpec> {
  const parsed = await parseAppSpec(await readFile(path, INPUT));
  if (parsed.ok) return parsed.appSpec;
  throw new InputError([{ input: INPUT, problem: `${JSON.stringify(path)} ${parsed.problem}` }]);
}

/** What is to be said when no file is named, and the workspace has one where it usually is: it may hold hooks. */
export async function noteUnusedAppSpec(readFile: ReadFile): Promise<readonly string[]> {
  try {
    await readFile(USUAL, INPUT);
  } catch (error) {
    if (error instanceof InputError) return [];
    throw error;
  }
  return [
    `${USUAL} is in the workspace and is not used; with ${INPUT}: ${USUAL} it is. Without it, no hooks are called.`,
  ];
}
