/** What a command of the command line is given, and what it gives back. */
import type { Ports } from '#ports/ports.ts'

/** 0 done; 1 the input or the data was at fault; 2 wrong usage. */
export type ExitCode = 0 | 1 | 2

/** What every command stands in, whatever has been set. */
export interface Surroundings {
  readonly args: readonly string[]
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The file of settings that was named on the command line. */
  readonly configPath: string | undefined
  readonly stdin: NodeJS.ReadableStream
  /** Results only: with `--json`, one document and nothing else. */
  readonly stdout: NodeJS.WritableStream
  /** Progress, and what went wrong. */
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean }
}

export interface CommandContext extends Surroundings {
  /** Where readers reach the site. */
  readonly publicUrl: string
  /** Opens the site's data for this command, and makes it where it is missing unless told to; the caller closes it. */
  readonly openData: (
    directory: string | undefined,
    use?: 'existing',
  ) => Promise<{ readonly ports: Ports; readonly close: () => Promise<void> }>
}

interface CommandWords {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  readonly usage: string
}

/** Runs only where the settings are right. */
export interface Command extends CommandWords {
  readonly run: (context: CommandContext) => Promise<ExitCode>
}

/** Reads the settings itself: its flags are some of them, or it is about them. */
export interface CommandOfSettings extends CommandWords {
  readonly runWith: (surroundings: Surroundings) => Promise<ExitCode>
}

/** One line on stderr: what, where, what to do. */
export function complain(context: Pick<Surroundings, 'stderr'>, message: string): void {
  context.stderr.write(`parley: ${message}\n`)
}
