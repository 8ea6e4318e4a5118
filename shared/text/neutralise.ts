// Control characters but tab and line feed: they move cursors, hide text and ring bells in other people's terminals.
// C1 controls (0x80-0x9f) are escape sequences of their own in some terminals.
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
const ANSI = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_])/g;
// Characters that reorder text on screen (CVE-2021-42574): what is read must be what is there.
const BIDI = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * Makes text that somebody else wrote (container logs, HTTP bodies, registry errors) safe to print in a workflow log:
 * no terminal control, and nothing the runner would take for a command. The runner reads `::name::` at the start of
 * a line, white space ignored, and `##[name]` anywhere in it (actions/runner, ActionCommand.cs).
 */
export function neutralise(text: string): string {
  return (
    text
      .replace(/\r\n?/g, '\n')
      .replace(ANSI, '')
      .replace(CONTROL, '')
      .replace(BIDI, '')
      // Not over line ends: many empty lines would take time by the square of their number.
      .replace(/^([^\S\n\u2028\u2029]*):(?=:)/gmu, '$1: ')
      .replace(/##(?=\[)/g, '## ')
  );
}

/** The same in one line, for places that end at a line end: table cells, annotations, list items. */
export function neutraliseLine(text: string): string {
  return neutralise(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
}
