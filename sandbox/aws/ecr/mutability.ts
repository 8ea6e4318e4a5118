import type { RepositorySettings, TagMutability } from '../../registry/repositories.ts';
import type { JsonObject } from '../service.ts';
import { invalid, objects, optionalText, requiredText } from './input.ts';

const MUTABILITIES: readonly TagMutability[] = [
  'MUTABLE',
  'IMMUTABLE',
  'IMMUTABLE_WITH_EXCLUSION',
  'MUTABLE_WITH_EXCLUSION',
];
const MAX_FILTERS = 5;
/** Of `*` in one filter. */
const MAX_WILDCARDS = 2;

/**
 * Which tags may move: `imageTagMutability` with its exclusion filters.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
 * @throws {AwsError} InvalidParameterException
 */
export function readMutability(input: JsonObject): RepositorySettings {
  const text = optionalText(input, 'imageTagMutability') ?? 'MUTABLE';
  const mutability = MUTABILITIES.find((known) => known === text);
  if (!mutability) throw invalid(`'imageTagMutability' must be one of ${MUTABILITIES.join(', ')}`);
  const filters = objects(input, 'imageTagMutabilityExclusionFilters') ?? [];
  const wanted = mutability.endsWith('_WITH_EXCLUSION');
  if (wanted !== filters.length > 0) {
    throw invalid(
      `'imageTagMutabilityExclusionFilters' must ${wanted ? '' : 'not '}be given with imageTagMutability ${mutability}`,
    );
  }
  if (filters.length > MAX_FILTERS) {
    throw invalid(`'imageTagMutabilityExclusionFilters' must have at most ${MAX_FILTERS} members`);
  }
  return { mutability, exclusions: filters.map(readFilter) };
}

function readFilter(filter: JsonObject): string {
  const type = requiredText(filter, 'filterType');
  if (type !== 'WILDCARD') throw invalid(`'filterType' must be WILDCARD`);
  const text = requiredText(filter, 'filter');
  if (!/^[0-9a-zA-Z._*-]{1,128}$/.test(text) || text.split('*').length - 1 > MAX_WILDCARDS) {
    throw invalid(`'filter': '${text}' is not a tag with at most ${MAX_WILDCARDS} wildcards`);
  }
  return text;
}

export function viewMutability({ mutability, exclusions }: RepositorySettings): JsonObject {
  const filters = exclusions.map((filter) => ({ filterType: 'WILDCARD', filter }));
  return {
    imageTagMutability: mutability,
    ...(filters.length > 0 ? { imageTagMutabilityExclusionFilters: filters } : {}),
  };
}
