/** A name of a server or model in a cell of a table: neither a bar nor a line end may end it. */
export const cell = (text: string): string =>
  `\`${text.replace(/[\p{Cc}|`]+/gu, ' ').slice(0, 120)}\``;
