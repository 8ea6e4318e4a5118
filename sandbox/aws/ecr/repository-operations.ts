import { RegistryError } from '../../registry/errors.ts';
import type { Repository, RepositorySettings, TagMutability } from '../../registry/repositories.ts';
import type { JsonObject, Operation } from '../service.ts';
import { AwsError } from '../service.ts';
import type { EcrContext } from './context.ts';
import { privateRepository, requestedRepository } from './context.ts';
import { invalid, objects, optionalFlag, optionalText, paginate, requiredText, texts } from './input.ts';
import { PUBLIC_PREFIX } from './tokens.ts';

const MUTABILITIES: readonly TagMutability[] = [
  'MUTABLE',
  'IMMUTABLE',
  'IMMUTABLE_WITH_EXCLUSION',
  'MUTABLE_WITH_EXCLUSION',
];

export function repositoryOperations(context: EcrContext): Readonly<Record<string, Operation>> {
  const { store, account, tokens, host } = context;
  return {
    GetAuthorizationToken: () => {
      const { password, expiresAt } = tokens.issue();
      const authorizationToken = Buffer.from(`AWS:${password}`).toString('base64');
      return {
        authorizationData: [{ authorizationToken, expiresAt: expiresAt / 1000, proxyEndpoint: `http://${host}` }],
      };
    },
    CreateRepository: (input) => {
      const name = requiredText(input, 'repositoryName');
      if (store.repositories.get(name)) {
        throw new AwsError(
          'RepositoryAlreadyExistsException',
          `The repository with name '${name}' already exists in the registry with id '${account}'`,
        );
      }
      if (name.startsWith(PUBLIC_PREFIX)) throw invalid(`'${PUBLIC_PREFIX}' is kept for the sandbox's base images`);
      return { repository: view(context, create(context, name, readSettings(input))) };
    },
    DescribeRepositories: (input) => {
      const names = texts(input, 'repositoryNames');
      const found = names
        ? names.map((name) => privateRepository(context, name))
        : store.repositories.list().filter((repository) => repository.kind === 'private');
      const { page, ...more } = paginate(input, found);
      return { repositories: page.map((repository) => view(context, repository)), ...more };
    },
    DeleteRepository: (input) => {
      const repository = requestedRepository(context, input);
      if (repository.manifests.size > 0 && !optionalFlag(input, 'force')) {
        throw new AwsError(
          'RepositoryNotEmptyException',
          `The repository with name '${repository.name}' in registry with id '${account}' cannot be deleted because it still contains images`,
        );
      }
      store.repositories.remove(repository.name);
      return { repository: view(context, repository) };
    },
    PutImageTagMutability: (input) => {
      const settings = readSettings(input);
      const { name } = store.repositories.save({ ...requestedRepository(context, input), settings });
      return { registryId: account, repositoryName: name, ...viewSettings(settings) };
    },
  };
}

function create({ store }: EcrContext, name: string, settings: RepositorySettings): Repository {
  try {
    return store.createRepository({ name, kind: 'private', settings });
  } catch (error) {
    if (error instanceof RegistryError) throw invalid(`'repositoryName': ${error.message}`);
    throw error;
  }
}

function readSettings(input: JsonObject): RepositorySettings {
  const text = optionalText(input, 'imageTagMutability') ?? 'MUTABLE';
  const mutability = MUTABILITIES.find((known) => known === text);
  if (!mutability) throw invalid(`'imageTagMutability' must be one of ${MUTABILITIES.join(', ')}`);
  const filters = objects(input, 'imageTagMutabilityExclusionFilters') ?? [];
  return { mutability, exclusions: filters.map((filter) => requiredText(filter, 'filter')) };
}

function viewSettings({ mutability, exclusions }: RepositorySettings): JsonObject {
  const filters = exclusions.map((filter) => ({ filterType: 'WILDCARD', filter }));
  return {
    imageTagMutability: mutability,
    ...(filters.length > 0 ? { imageTagMutabilityExclusionFilters: filters } : {}),
  };
}

function view({ account, region, host }: EcrContext, repository: Repository): JsonObject {
  const { name, createdAt, settings } = repository;
  return {
    registryId: account,
    repositoryName: name,
    repositoryArn: `arn:aws:ecr:${region}:${account}:repository/${name}`,
    repositoryUri: `${host}/${name}`,
    createdAt: createdAt / 1000,
    ...viewSettings(settings),
    imageScanningConfiguration: { scanOnPush: false },
    encryptionConfiguration: { encryptionType: 'AES256' },
  };
}
