import type { JsonObject } from '#sandbox/aws/service';
import type { Milestone } from './scenario.ts';
import { object, objects, text } from './truth.ts';
import type { Truth } from './truth.ts';

/** ARN of the newest service deployment that was not there before. */
export function newcomer(before: Truth, after: Truth): string | undefined {
  const known = new Set(before.serviceDeployments.map((entry) => entry['serviceDeploymentArn']));
  const fresh = after.serviceDeployments.find((entry) => !known.has(entry['serviceDeploymentArn']));
  return fresh && text(fresh, 'serviceDeploymentArn');
}

export function hooks(serviceDeployment: JsonObject): readonly JsonObject[] {
  return objects(serviceDeployment['lifecycleHookDetails']);
}

/** Does the newest service deployment wait for ContinueServiceDeployment. */
export function isPaused({ serviceDeployments }: Truth): boolean {
  const [newest = {}] = serviceDeployments;
  return hooks(newest).some(({ status }) => status === 'AWAITING_ACTION');
}

export function reached(what: Milestone, { service, serviceDeployments }: Truth): boolean {
  const [newest = {}] = serviceDeployments;
  switch (what.kind) {
    case 'stage':
      return newest['lifecycleStage'] === what.stage;
    case 'status':
      return newest['status'] === what.status;
    case 'paused':
      return isPaused({ service, serviceDeployments });
    case 'running':
      return Number(object(newest['targetServiceRevision'])['runningTaskCount']) >= what.count;
    case 'event':
      return objects(service?.['events']).some((event) => text(event, 'message').includes(what.text));
  }
}
