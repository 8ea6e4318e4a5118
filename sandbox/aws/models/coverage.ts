import type { AwsService } from '../service.ts';
import { loadModel } from './model.ts';

/** Which of a service's operations the sandbox answers. */
export interface Coverage {
  /** As AWS spells the service. */
  readonly service: string;
  readonly answered: readonly string[];
  /** Of the operations that the models describe. */
  readonly unanswered: readonly string[];
  /** How many more AWS has, which have nothing to do with deploying to ECS and are in no model here. */
  readonly beyond: number;
}

/** @throws {Error} when an operation is answered that no model describes: its calls could not be checked */
export function coverage(services: readonly AwsService[]): readonly Coverage[] {
  const rows = services.map(({ name, operations }) => {
    const model = loadModel(name);
    const described = Object.keys(model.operations);
    const answered = Object.keys(operations).sort();
    const foreign = answered.filter((operation) => !described.includes(operation));
    if (foreign.length > 0) throw new Error(`the model of ${model.serviceId} has no ${foreign.join(', ')}`);
    return {
      service: model.serviceId,
      answered,
      unanswered: described.filter((operation) => !Object.hasOwn(operations, operation)),
      beyond: model.leftOut.length,
    };
  });
  return rows.sort((a, b) => a.service.localeCompare(b.service, 'en'));
}

/** The coverage as a table in Markdown, for a README. */
export function coverageTable(services: readonly AwsService[]): string {
  const rows = coverage(services).map(({ service, answered, unanswered, beyond }) => {
    const all = answered.length + unanswered.length + beyond;
    const missing = [...unanswered, ...(beyond === 0 ? [] : [`${beyond} more`])].join(', ');
    return `| ${service} | ${answered.length} of ${all} | ${answered.join(', ')} | ${missing || '-'} |`;
  });
  return ['| Service | Operations | Answered | Not answered |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
