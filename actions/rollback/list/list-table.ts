import { parseImageName } from '#shared/ecr/image-name';
import { escapeMarkdown, inlineCode, markdownTable } from '#shared/text/markdown';
import { formatMinute } from '#shared/text/moment';
import type { ListedRelease } from './listed-release.ts';

const HEADER = ['Number', 'Commit', 'State', 'Registered', 'Deployed', 'Image', 'Environment', 'By', 'Run'] as const;

/** The releases as aligned lines for the log, the header first. */
export function listLines(releases: readonly ListedRelease[]): readonly string[] {
  const rows = [HEADER, ...releases.map((release) => cellsOf(release))];
  const widths = HEADER.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

export function listMarkdown(releases: readonly ListedRelease[]): string {
  const rows = releases.map((release) => {
    const [
      number = '',
      commit = '',
      state = '',
      registered = '',
      deployed = '',
      image = '',
      environment = '',
      by = '',
    ] = cellsOf(release);
    const strong = release.current ? `**${escapeMarkdown(number)}**` : escapeMarkdown(number);
    const rest = [registered, deployed].map(escapeMarkdown);
    return [
      strong,
      inlineCode(commit),
      escapeMarkdown(state),
      ...rest,
      inlineCode(image),
      escapeMarkdown(environment),
      escapeMarkdown(by),
      linkOf(release.run),
    ];
  });
  return markdownTable(HEADER, rows);
}

function cellsOf(release: ListedRelease): readonly string[] {
  const { number, sha, registeredAt, deployedAt, image, environment, by, run } = release;
  return [
    `#${number}`,
    sha?.slice(0, 7) ?? '',
    describeState(release),
    minute(registeredAt),
    minute(deployedAt),
    shortImage(image),
    environment ?? '',
    by ?? '',
    run ?? '',
  ];
}

function describeState({ state, current, provenAt, failedAt, failedReason, migrations }: ListedRelease): string {
  const reason = failedReason === undefined ? '' : ` (${failedReason})`;
  const words = {
    proven: `proven ${minute(provenAt)}`,
    bad: `bad since ${minute(failedAt)}${reason}`,
    unproven: 'unproven',
  };
  return [...(current ? ['current'] : []), words[state], ...(migrations ? ['migrations'] : [])].join(', ');
}

function minute(at: Date | undefined): string {
  return at === undefined ? '' : formatMinute(at);
}

/** Repository and tag, or the beginning of the digest: `web@1f3c9aa0b1c2`. */
function shortImage(image: string | undefined): string {
  if (image === undefined) return '';
  const name = parseImageName(image);
  if (name === undefined) return image;
  const id = name.digest === undefined ? `:${name.tag ?? 'latest'}` : `@${name.digest.slice(7, 19)}`;
  return `${name.repository}${id}`;
}

function linkOf(run: string | undefined): string {
  if (run === undefined) return '';
  const id = /^https:\/\/[\w.-]+\/[\w./-]+\/actions\/runs\/(\d+)$/.exec(run)?.[1];
  return id === undefined ? escapeMarkdown(run) : `[${id}](${run})`;
}
