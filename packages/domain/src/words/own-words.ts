/** Text outside quotation marks and paths: quoted data may be written as it likes. */
export const ownWords = (text: string): string =>
  text
    .replace(/"[^"]*"|„[^“”]*[“”]|“[^”]*”|”[^”]*”|«[^»]*»|「[^」]*」|『[^』]*』|《[^》]*》/g, '""')
    .replace(/\S*\/\S*/g, '/');
