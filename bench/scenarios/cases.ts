import type { Scenario, Verdict } from '#sandbox/scenarios/scenario';

/** One scenario, deployed with some inputs, and what deploy-ecs has to make of it. */
export interface Case {
  readonly scenario: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly outcome: Verdict | 'refused';
  /** As right as that one, where two things happen at nearly the same time. */
  readonly or?: Verdict;
  /** The one error names the true cause; none for what passes. */
  readonly says: RegExp | undefined;
  /** Why the outcome is not the verdict the scenario names for ECS itself. */
  readonly because?: string;
  /** What a scenario tells of ECS holds only as long as nobody intervenes. */
  readonly asTold: boolean;
}

/** Nobody but ECS decides. */
const waiting = { 'fail-fast': 'false', 'on-failure': 'leave' };

/** What the one error has to say of each scenario whose deployment does not end well. */
const causes: Readonly<Record<string, RegExp>> = {
  'alarm-during-bake': /alarm/,
  'blue-green-alarm-in-bake': /alarm/,
  'blue-green-stopped-in-bake': /stopped|a rollback of its deployment was asked for/,
  'breaker-without-rollback': /failed: container app exited with code 1 \([23] tasks\)\./,
  'command-not-found': /container app exited with code 127\b/,
  'crash-at-start': /container app exited with code 1\b/,
  'credentials-expire': /expired\. How the deployment of web:2 ends is not known/,
  'failing-container-health-check': /failed container health checks/,
  'first-deployment-fails': /There is no service web/,
  'hook-fails': /hook/,
  'linear-alarm': /alarm/,
  'missing-tag': /CannotPullContainerError: .*registry\.example\/web:B: not found/,
  'never-healthy': /ELB health checks.*codes: \[503\] on port 8080/,
  'no-breaker-for-ever': /container app exited with code 1 \(\d+ tasks\)\./,
  'out-of-memory': /OutOfMemoryError: Container killed due to memory usage/,
  'pause-refused': /lifecycle hook/,
  'registry-forbidden': /CannotPullContainerError: .*403 Forbidden/,
  'rollback-stuck': /exited with code 1.*\. The rollback to web:1 was not completed/,
  'rollback-under-new-id': /container app exited with code 1 \(3 tasks\)\./,
  'secret-denied': /AccessDeniedException: .*secretsmanager:GetSecretValue/,
  'secret-missing': /failed to fetch secret .*:secret:api-key .*ResourceNotFoundException/,
  'service-deleted-meanwhile': /it is being deleted/,
  'slow-start-without-grace': /ELB health checks.*codes: \[503\] on port 8080/,
  'stopped-by-hand': /stopped by StopServiceDeployment/,
  'stuck-percentages': /unable to stop or start tasks .* service deployment configuration/,
  superseded: /Another deployment, of web:3 /,
  'wrong-platform': /CannotPullContainerError: .*platform 'linux\/amd64'/,
  'wrong-port': /ELB health checks.*Health checks failed on port 8080/,
};

/** Where deploy-ecs rightly says something else than what becomes of the deployment. */
const otherwise: Readonly<Record<string, Pick<Case, 'outcome' | 'or' | 'because'>>> = {
  'canary-continued': {
    outcome: 'paused',
    because: 'it says what waits for an answer, and who gives it runs it again',
  },
  'canary-forgotten': { outcome: 'paused', because: 'the job does not wait the hour in which nobody answers' },
  'pause-refused': {
    outcome: 'paused',
    or: 'rolled-back',
    because: 'the answer comes within seconds: between two looks, it has seen the pause or what became of it',
  },
  'credentials-expire': {
    outcome: 'failed',
    because: 'it cannot know any more how the deployment ends, and a job must not pass on hope',
  },
  'first-deployment-fails': {
    outcome: 'refused',
    because: 'it updates services; making one is the infrastructure’s, and nothing is written',
  },
};

/** Settings without which the scenario would not come about. */
const settings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // Preflight would not let it begin.
  'stuck-percentages': { preflight: 'false' },
};

/** Scenarios deploy-ecs has no answer for yet, and why. None is left. */
export const pending: Readonly<Record<string, string>> = {};

/** Everyone of the library, with ECS as the only one who decides: the verdict is the one the scenario names. */
export function casesOf(library: ReadonlyMap<string, Scenario>): readonly Case[] {
  return [...library.values()]
    .filter(({ name }) => !Object.hasOwn(pending, name))
    .map(({ name, then }) => {
      const { outcome = then.verdict, ...why } = otherwise[name] ?? {};
      const inputs = { ...waiting, ...settings[name] };
      return { scenario: name, inputs, outcome, says: causes[name], asTold: true, ...why };
    });
}

const byDefault = (scenario: string, outcome: Case['outcome'] = 'rolled-back', because?: string): Case => ({
  scenario,
  inputs: {},
  outcome,
  says: causes[scenario],
  asTold: false,
  ...(because === undefined ? {} : { because }),
});

/** With the inputs' defaults deploy-ecs ends a deployment itself once it cannot heal, and goes back; what heals it lets be. */
export const failFastCases: readonly Case[] = [
  ...[
    'command-not-found',
    'crash-at-start',
    'failing-container-health-check',
    'missing-tag',
    'never-healthy',
    'out-of-memory',
    'registry-forbidden',
    'secret-missing',
    'slow-start-without-grace',
    'wrong-platform',
    'wrong-port',
  ].map((scenario) => byDefault(scenario)),
  byDefault('breaker-without-rollback', 'rolled-back', 'ECS does not roll back, so deploy-ecs does'),
  byDefault('no-breaker-for-ever', 'rolled-back', 'no breaker ends it, so deploy-ecs does'),
  byDefault('secret-denied', 'rolled-back', 'the deployment is stopped before ECS calls it failed'),
  {
    ...byDefault('stuck-percentages', 'failed', 'preflight sees that it would never move'),
    says: /nothing was changed: With 1 task, a minimum of 100 % and a maximum of 100 %/,
  },
  ...[
    'flapping',
    'no-capacity-for-a-while',
    'one-bad-task',
    'registry-unreachable-once',
    'slow-pull',
    'slow-start-within-grace',
    'spot-interruption',
  ].map((scenario) => byDefault(scenario, 'deployed')),
];
