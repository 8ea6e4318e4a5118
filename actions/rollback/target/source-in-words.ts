import { revisionName } from '#shared/ecs/names';
import type { Release } from '#shared/release/record';
import { formatMinute } from '#shared/text/moment';
import type { TargetSource } from './source.ts';

/** Why this release is gone back to, as a clause. */
export function sourceInWords(
  source: TargetSource,
  { from, to }: { readonly from: Release; readonly to: Release },
): string {
  switch (source) {
    case 'named':
      return 'it was named';
    case 'release-record': {
      const when = to.provenAt === undefined ? '' : `, ${formatMinute(to.provenAt)}`;
      return `of the releases that can run, the one proven last${when}`;
    }
    case 'github-record': {
      const when = to.provenAt === undefined ? '' : `, ${formatMinute(to.provenAt)}`;
      return `the one proven last by GitHub's record${when}; the tags tell of none that can run`;
    }
    case 'service-deployments':
      return 'the release that Amazon ECS completed last; no proven one can run';
    case 'before-deployment':
      return `it served when ${revisionName(from.taskDefinitionArn)} was registered; no proven one can run`;
    case 'under-way':
      return 'a rollback to it had begun already';
  }
}
