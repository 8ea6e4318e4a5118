import { list, operation, string, struct } from '#sandbox/aws/ecs/shape';
import type { Operation } from '#sandbox/aws/service';
import type { CodeDeployContext } from './context.ts';
import { codeDeployError, unsupported } from './errors.ts';
import { isCompleted } from './model.ts';
import type { Application } from './model.ts';
import { pageOf } from './page.ts';
import { tagMap, tagsShape } from './tag-operations.ts';
import { applicationView } from './views.ts';

const createInput = struct({ applicationName: string, computePlatform: string, tags: tagsShape });
const one = struct({ applicationName: string });

export function applicationOperations(context: CodeDeployContext): Record<string, Operation> {
  const { state, clock, uuid } = context;
  return {
    CreateApplication: operation(createInput, (input) => {
      const name = freeName(context, input.applicationName);
      if (input.computePlatform !== 'ECS') throw unsupported('The sandbox has the compute platform ECS only.');
      const application: Application = {
        id: uuid(),
        name,
        createdAt: clock.now(),
        tags: tagMap(input.tags),
        groups: new Map(),
        revisions: new Map(),
      };
      state.applications.set(name, application);
      return { applicationId: application.id };
    }),

    GetApplication: operation(one, (input) => ({
      application: applicationView(state.application(input.applicationName)),
    })),

    BatchGetApplications: operation(struct({ applicationNames: list(string) }), (input) => ({
      applicationsInfo: (input.applicationNames ?? []).map((name) => applicationView(state.application(name))),
    })),

    ListApplications: operation(struct({ nextToken: string }), (input) => {
      const { items, nextToken } = pageOf([...state.applications.keys()], input.nextToken);
      return { applications: items, nextToken };
    }),

    UpdateApplication: operation(struct({ applicationName: string, newApplicationName: string }), (input) => {
      const application = state.application(input.applicationName);
      if (input.newApplicationName === undefined) return {};
      const name = freeName(context, input.newApplicationName);
      state.applications.delete(application.name);
      application.name = name;
      state.applications.set(name, application);
      return {};
    }),

    DeleteApplication: operation(one, (input) => {
      const application = state.application(input.applicationName);
      const busy = [...application.groups.values()].some(({ deployments }) =>
        deployments.some((deployment) => !isCompleted(deployment)),
      );
      if (busy) throw codeDeployError('InvalidOperation', 'The application has a deployment in progress.');
      state.applications.delete(application.name);
      return {};
    }),

    GetApplicationRevision: operation(
      struct({ applicationName: string, revision: struct({ appSpecContent: struct({ sha256: string }) }) }),
      (input) => {
        const application = state.application(input.applicationName);
        const found = application.revisions.get(input.revision?.appSpecContent?.sha256 ?? '');
        if (!found) throw codeDeployError('RevisionDoesNotExist', 'The named revision does not exist.');
        const { content, sha256 } = found;
        return {
          applicationName: application.name,
          revision: { revisionType: 'AppSpecContent', appSpecContent: { content, sha256 } },
          revisionInfo: {},
        };
      },
    ),
  };
}

function freeName({ state }: CodeDeployContext, name: string | undefined): string {
  if (!name) throw codeDeployError('ApplicationNameRequired', 'The application name was not specified.');
  if (!/^[\w+=,.@-]{1,100}$/.test(name)) {
    throw codeDeployError('InvalidApplicationName', `Invalid application name: ${name}`);
  }
  if (state.applications.has(name)) {
    throw codeDeployError('ApplicationAlreadyExists', `Application: ${name} already exists.`);
  }
  return name;
}
