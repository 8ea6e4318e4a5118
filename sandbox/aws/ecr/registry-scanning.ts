import { matchesWildcard } from '../../registry/repositories.ts';
import type { JsonObject } from '../service.ts';
import { invalid, objects, optionalText, requiredText } from './input.ts';

export type ScanFrequency = 'SCAN_ON_PUSH' | 'CONTINUOUS_SCAN' | 'MANUAL';
const FREQUENCIES: readonly ScanFrequency[] = ['SCAN_ON_PUSH', 'CONTINUOUS_SCAN', 'MANUAL'];

export interface ScanningRule {
  readonly frequency: ScanFrequency;
  /** Wildcards of repository names. */
  readonly filters: readonly string[];
}

/** How the registry as a whole scans: basic, where each repository says when, or enhanced, where rules say it. */
export interface RegistryScanning {
  readonly type: 'BASIC' | 'ENHANCED';
  readonly rules: readonly ScanningRule[];
}

export const BASIC_SCANNING: RegistryScanning = { type: 'BASIC', rules: [] };

/** @throws {AwsError} InvalidParameterException */
export function readRegistryScanning(input: JsonObject): RegistryScanning {
  const type = optionalText(input, 'scanType') ?? 'BASIC';
  if (type !== 'BASIC' && type !== 'ENHANCED') throw invalid(`'scanType' must be BASIC or ENHANCED`);
  const rules = (objects(input, 'rules') ?? []).map((rule): ScanningRule => {
    const text = requiredText(rule, 'scanFrequency');
    const frequency = FREQUENCIES.find((known) => known === text);
    if (!frequency) throw invalid(`'scanFrequency' must be one of ${FREQUENCIES.join(', ')}`);
    if (type === 'BASIC' && frequency === 'CONTINUOUS_SCAN') throw invalid(`CONTINUOUS_SCAN wants ENHANCED scanning`);
    const filters = (objects(rule, 'repositoryFilters') ?? []).map((filter) => requiredText(filter, 'filter'));
    return { frequency, filters };
  });
  return { type, rules };
}

export function viewRegistryScanning({ type, rules }: RegistryScanning): JsonObject {
  return {
    scanType: type,
    rules: rules.map(({ frequency, filters }) => ({
      scanFrequency: frequency,
      repositoryFilters: filters.map(viewFilter),
    })),
  };
}

export interface RepositoryScanning {
  readonly frequency: ScanFrequency;
  readonly filters: readonly string[];
}

/** What holds for one repository: the rules of the registry, else its own setting. */
export function scanningOf(
  { type, rules }: RegistryScanning,
  name: string,
  repository: { readonly scanOnPush: boolean },
): RepositoryScanning {
  const rule = rules.find(({ filters }) => filters.some((wildcard) => matchesWildcard(wildcard, name)));
  if (rule) return rule;
  return { frequency: type === 'BASIC' && repository.scanOnPush ? 'SCAN_ON_PUSH' : 'MANUAL', filters: [] };
}

export function viewFilter(filter: string): JsonObject {
  return { filter, filterType: 'WILDCARD' };
}
