/**
 * A rule of a lifecycle policy. Words are kept as they are written, so that one which this version does not know is told
 * and not misread. ECR user guide, "Lifecycle policy properties in Amazon ECR".
 */
export interface LifecycleRule {
  /** Lower ones come first; each is unique. */
  readonly priority: number;
  readonly tagStatus: string;
  /** All of them must match. */
  readonly tagPatterns: readonly string[];
  /** `standard`, or `archive` for images that are archived. */
  readonly storageClass: string;
  readonly countType: string;
  readonly countUnit: string | undefined;
  readonly countNumber: number;
  /** `expire` deletes; `transition` archives, and what is archived cannot be pulled. */
  readonly action: string;
}

/** The rules of a policy, first one first; undefined when it is none that can be read. */
export function parseLifecyclePolicy(text: string): readonly LifecycleRule[] | undefined {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    return undefined;
  }
  const rules = field(policy, 'rules');
  if (!Array.isArray(rules)) return undefined;
  const read = rules.map(readRule);
  return read.includes(undefined)
    ? undefined
    : read.filter((rule) => rule !== undefined).sort((a, b) => a.priority - b.priority);
}

function readRule(rule: unknown): LifecycleRule | undefined {
  const selection = field(rule, 'selection');
  const [priority, countNumber] = [field(rule, 'rulePriority'), field(selection, 'countNumber')];
  const [tagStatus, countType] = [field(selection, 'tagStatus'), field(selection, 'countType')];
  const action = field(field(rule, 'action'), 'type');
  if (typeof priority !== 'number' || typeof countNumber !== 'number') return undefined;
  if (typeof tagStatus !== 'string' || typeof countType !== 'string' || typeof action !== 'string') return undefined;
  return {
    priority,
    tagStatus,
    tagPatterns: [
      ...texts(field(selection, 'tagPatternList')),
      ...texts(field(selection, 'tagPrefixList')).map((prefix) => `${prefix}*`),
    ],
    storageClass: text(field(selection, 'storageClass')) ?? 'standard',
    countType,
    countUnit: text(field(selection, 'countUnit')),
    countNumber,
    action,
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
