const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there (was it made by another user, root perhaps?)',
  EPERM: 'this user may not write there (was it made by another user, root perhaps?)',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'a file stands in its place',
};

/** A `catch` handler that says which folder cannot be used, why, and what to do. */
export const unusable =
  (dataDir: string) =>
  (thrown: unknown): never => {
    const { code, message } = thrown as { code?: string; message?: string };
    const reason = REASONS[code ?? ''] ?? message ?? String(thrown);
    throw new Error(
      `The embedded Postgres cannot use ${dataDir}: ${reason}. ` +
        'Work in a folder you may write to, or set DATABASE_URL to a Postgres of your own.',
      { cause: thrown },
    );
  };
