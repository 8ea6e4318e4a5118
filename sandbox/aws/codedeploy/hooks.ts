import type { CodeDeployContext } from './context.ts';
import { codeDeployError } from './errors.ts';
import { Interruption } from './interruption.ts';
import type { Deployment, HookName } from './model.ts';
import { timings } from './timings.ts';

interface Wait {
  readonly deployment: Deployment;
  readonly settle: (succeeded: boolean) => void;
  done: boolean;
}

/** Lambda functions that deployments call, and wait for until they report by PutLifecycleEventHookExecutionStatus. */
export class Hooks {
  readonly #context: CodeDeployContext;
  readonly #waits = new Map<string, Wait>();

  constructor(context: CodeDeployContext) {
    this.#context = context;
  }

  /**
   * Returns when the function has reported success.
   * @throws Interruption when it is missing, ends in an error, reports a failure, or says nothing for an hour
   * @throws the signal's reason
   */
  async run(deployment: Deployment, name: HookName, signal: AbortSignal): Promise<void> {
    const called = deployment.revision?.spec.hooks.get(name);
    if (called === undefined) return;
    const { clock, lambda, uuid } = this.#context;
    if (!lambda.exists(called)) {
      throw new Interruption('INVALID_LAMBDA_FUNCTION', `The ${name} hook's Lambda function ${called} does not exist.`);
    }
    const id = Buffer.from(JSON.stringify({ deploymentId: deployment.id, name, call: uuid() })).toString('base64url');
    const reported = Promise.withResolvers<boolean>();
    this.#waits.set(id, { deployment, settle: reported.resolve, done: false });
    const over = new AbortController();
    const timeout = clock.sleep(timings.hookTimeout, AbortSignal.any([signal, over.signal])).then(() => undefined);
    timeout.catch(() => undefined); // It also ends when the report has come first.
    try {
      const call = lambda.invoke(called, { DeploymentId: deployment.id, LifecycleEventHookExecutionId: id });
      // What the function returns says nothing: it reports by its own call. Only that it broke ends the wait.
      call.catch(() => {
        reported.resolve(false);
      });
      const outcome = await Promise.race([reported.promise, timeout]);
      if (outcome !== true) throw hookFailed(name, outcome);
    } finally {
      over.abort();
      const wait = this.#waits.get(id);
      if (wait) wait.done = true;
    }
  }

  /** @throws InvalidLifecycleEventHookExecutionIdException | LifecycleEventAlreadyCompletedException */
  report(deployment: Deployment, executionId: string | undefined, succeeded: boolean): string {
    const wait = this.#waits.get(executionId ?? '');
    if (executionId === undefined || wait?.deployment !== deployment) {
      throw codeDeployError(
        'InvalidLifecycleEventHookExecutionId',
        'A lifecycle event hook is invalid. Review the hooks section in your AppSpec file to ensure the lifecycle events and hooks functions are valid.',
      );
    }
    if (wait.done) {
      throw codeDeployError(
        'LifecycleEventAlreadyCompleted',
        'An attempt to return the status of an already completed lifecycle event occurred.',
      );
    }
    wait.done = true;
    wait.settle(succeeded);
    return executionId;
  }
}

function hookFailed(name: HookName, outcome: boolean | undefined): Interruption {
  const how = outcome === false ? 'failed' : 'did not report within an hour';
  return new Interruption('HOOK_EXECUTION_FAILURE', `The Lambda function of the lifecycle event ${name} ${how}.`);
}
