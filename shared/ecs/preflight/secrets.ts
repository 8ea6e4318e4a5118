import type { SecretFacts } from './api.ts';
import { ask, type Answer, type AskTools } from './ask.ts';
import { error, note, type Outcome } from './finding.ts';
import { readSecretReference, tellReference, type SecretReference } from './secret-reference.ts';
import { containersOf, placeOf, type Subject } from './subject.ts';

export interface UsedSecret {
  /** Such as `container web, secret API_KEY`. */
  readonly place: string;
  readonly reference: SecretReference;
}

/** Everything of the task definition that refers to a secret or a parameter. */
export function usedSecrets(subject: Subject): readonly UsedSecret[] {
  const { region } = placeOf(subject);
  return containersOf(subject).flatMap(({ name = '', secrets = [], logConfiguration, repositoryCredentials }) => {
    const used = (what: string, reference: SecretReference): UsedSecret => ({
      place: `container ${name}, ${what}`,
      reference,
    });
    const credentials = repositoryCredentials?.credentialsParameter;
    return [
      ...secrets.map((secret) =>
        used(`secret ${secret.name ?? ''}`, readSecretReference(secret.valueFrom ?? '', region)),
      ),
      ...(logConfiguration?.secretOptions ?? []).map((option) =>
        used(`log option ${option.name ?? ''}`, readSecretReference(option.valueFrom ?? '', region)),
      ),
      ...(credentials === undefined ? [] : [used('repositoryCredentials', readCredentials(credentials, region))]),
    ];
  });
}

/** API reference, RepositoryCredentials: the ARN of a secret, or its name in the region of the task. */
function readCredentials(credentials: string, region: string): SecretReference {
  const reference = readSecretReference(credentials, region);
  if (reference.kind !== 'parameter' || credentials.startsWith('arn:')) return reference;
  return { kind: 'secret', region, id: credentials, jsonKey: undefined, versionStage: undefined, versionId: undefined };
}

/** References that are neither a secret nor a parameter, and what cannot be known without reading values. */
export function checkReferences(used: readonly UsedSecret[]): readonly Outcome[] {
  const keyed = used.filter(({ reference }) => reference.kind === 'secret' && reference.jsonKey !== undefined);
  const places = keyed.map(({ place, reference }) => `${jsonKeyOf(reference)} (${place})`);
  return [
    ...used
      .filter(({ reference }) => reference.kind === 'other')
      .map(({ place }) =>
        error(
          `What ${place} refers to is neither a secret nor a parameter.`,
          'Give the ARN of a Secrets Manager secret or of an SSM parameter, or the name of a parameter in the region of the service.',
        ),
      ),
    ...(places.length === 0
      ? []
      : [
          note(`Whether secrets have these JSON keys is not known, since values are never read: ${places.join(', ')}.`),
        ]),
  ];
}

function jsonKeyOf(reference: SecretReference): string {
  return reference.kind === 'secret' ? (reference.jsonKey ?? '') : '';
}

export interface SecretUse {
  readonly region: string;
  readonly id: string;
  readonly uses: readonly UsedSecret[];
}

/** Each secret once. */
export function distinctSecrets(used: readonly UsedSecret[]): readonly SecretUse[] {
  const secrets = used.flatMap((use) => (use.reference.kind === 'secret' ? [{ use, ...use.reference }] : []));
  return [...Map.groupBy(secrets, ({ region, id }) => `${region} ${id}`).values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ region: first.region, id: first.id, uses: group.map(({ use }) => use) }];
  });
}

/** Whether the secret is there, with the versions that are asked for. Its value is not read. */
export async function checkSecret({ region, id, uses }: SecretUse, tools: AskTools): Promise<readonly Outcome[]> {
  const [first] = uses;
  if (first === undefined) return [];
  const what = tellReference(first.reference);
  const found: Answer<SecretFacts> = await ask(
    { what, permission: 'secretsmanager:DescribeSecret', read: (api) => api.secret(region, id) },
    tools,
  );
  if (found.kind === 'unknown') return [found.outcome];
  const places = uses.map(({ place }) => place).join('; ');
  if (found.kind === 'missing') {
    return [error(`${capital(what)} (${places}) does not exist in ${region}.`, 'Create it, or correct the reference.')];
  }
  if (found.value.deleted) {
    return [
      error(
        `${capital(what)} (${places}) is scheduled for deletion and cannot be read.`,
        'Restore it, or refer to another secret.',
      ),
    ];
  }
  const { versions } = found.value;
  return uses.flatMap((use) => checkVersion(use, versions));
}

/** Without stage and id, ECS reads the version labelled AWSCURRENT, which a secret without a value has not. */
function checkVersion({ place, reference }: UsedSecret, versions: SecretFacts['versions']): readonly Outcome[] {
  if (reference.kind !== 'secret') return [];
  const { versionStage, versionId } = reference;
  const what = `${capital(tellReference(reference))} (${place})`;
  const stages = versionId === undefined ? [...versions.values()].flat() : versions.get(versionId);
  if (stages === undefined) {
    // Only versions with a label are listed; one without may be there still.
    return [
      note(
        `${what} is to be read in version ${versionId ?? ''}, which has no label: it is not there, or may be deleted at any time.`,
        'Refer to a version by its label, or to none for the current one.',
      ),
    ];
  }
  const stage = versionStage ?? (versionId === undefined ? 'AWSCURRENT' : undefined);
  if (stage === undefined || stages.includes(stage)) return [];
  return stage === 'AWSCURRENT'
    ? [error(`${what} has no value yet: no version is labelled AWSCURRENT.`, 'Put a value into it.')]
    : [
        error(
          `${what} has no version labelled ${stage}.`,
          `Refer to a label that is there: ${[...new Set(stages)].join(', ')}.`,
        ),
      ];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
