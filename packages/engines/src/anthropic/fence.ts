/**
 * Data of servers and of earlier replies as it stands in a prompt: between marks that it cannot close, as
 * they carry a number that is chosen for the text. What stands there is read, never obeyed.
 */
export function fenced(name: string, text: string): string {
  let mark = 0;
  while (text.includes(`data-${mark}`)) mark += 1;
  return `<data-${mark} name=${JSON.stringify(name)}>\n${text}\n</data-${mark}>`;
}
