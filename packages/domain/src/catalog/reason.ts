/** Why a tool is called, or is not: clauses for people, without a full stop. */
export interface Reason {
  /** What speaks for or against it: "nothing says that it only reads". Holds no semicolon of ours. */
  readonly why: string;
  /** What would change that, or that nothing does; empty for what speaks for the tool. */
  readonly remedy: string;
}

/** A reason as it is kept: why, and behind a semicolon what would change it. */
export const reasonText = ({ why, remedy }: Reason): string =>
  remedy === '' ? why : `${why}; ${remedy}`;

/** The why of a kept reason. */
export const whyOf = (text: string): string => text.split('; ', 1)[0] ?? '';

/** The remedy where no setting of `mcp.json` helps. */
export const NO_SETTING = 'no setting of mcp.json changes that';
