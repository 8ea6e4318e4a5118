import { RegistryError } from '../../registry/errors.ts';
import type { Repository, RepositorySettings } from '../../registry/repositories.ts';
import type { JsonObject, Operation } from '../service.ts';
import { AwsError } from '../service.ts';
import type { EcrContext } from './context.ts';
import { privateRepository, repositoryArn, requestedRepository } from './context.ts';
import { invalid, optionalFlag, optionalObject, paginate, requiredText, texts } from './input.ts';
import { readMutability, viewMutability } from './mutability.ts';
import { readTags } from './policy-operations.ts';
import { PUBLIC_PREFIX } from './tokens.ts';

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
      const scanning = optionalObject(input, 'imageScanningConfiguration') ?? {};
      const scanOnPush = optionalFlag(scanning, 'scanOnPush');
      const tags = readTags(input);
      const repository = create(context, name, readMutability(input));
      const details = context.details.of(name);
      details.scanOnPush = scanOnPush;
      for (const [key, value] of tags) details.tags.set(key, value);
      return { repository: view(context, repository) };
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
      const answer = { repository: view(context, repository) };
      store.repositories.remove(repository.name);
      context.details.remove(repository.name);
      return answer;
    },
    PutImageTagMutability: (input) => {
      const settings = readMutability(input);
      const { name } = store.repositories.save({ ...requestedRepository(context, input), settings });
      return { registryId: account, repositoryName: name, ...viewMutability(settings) };
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

function view(context: EcrContext, repository: Repository): JsonObject {
  const { name, createdAt, settings } = repository;
  return {
    registryId: context.account,
    repositoryName: name,
    repositoryArn: repositoryArn(context, name),
    repositoryUri: `${context.host}/${name}`,
    createdAt: createdAt / 1000,
    ...viewMutability(settings),
    imageScanningConfiguration: { scanOnPush: context.details.of(name).scanOnPush },
    encryptionConfiguration: { encryptionType: 'AES256' },
  };
}
