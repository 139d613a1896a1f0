/** A server that reads, writes to stderr, and never answers `initialize`. */
console.error(`started as ${process.pid}\nwaiting for a licence with ${process.env.LICENCE_KEY}`);
process.stdin.resume();
