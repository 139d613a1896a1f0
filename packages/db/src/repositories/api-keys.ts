import type { PrismaClient, ApiKey as Row } from '../generated/client.ts';
import { plain } from '../text.ts';

/** A key for the API, without the key. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

const keyOf = ({ hash: _, ...key }: Row): ApiKey => key;

/** The keys of the API and the browsers that have signed in with one. Hashes alone are kept. */
export function makeApiKeys(prisma: PrismaClient) {
  return {
    async create(key: Pick<ApiKey, 'id' | 'name' | 'scopes'> & { readonly hash: string }) {
      const data = { ...key, name: plain(key.name), scopes: [...key.scopes] };
      return keyOf(await prisma.apiKey.create({ data }));
    },
    /** Newest first, revoked ones too. */
    async list(): Promise<ApiKey[]> {
      return (await prisma.apiKey.findMany({ orderBy: { createdAt: 'desc' } })).map(keyOf);
    },
    /** The key of an id with the hash that its secret must have; null if there is none, or none any more. */
    async active(id: string): Promise<{ readonly key: ApiKey; readonly hash: string } | null> {
      const row = await prisma.apiKey.findUnique({ where: { id, revokedAt: null } });
      return row && { key: keyOf(row), hash: row.hash };
    },
    /** Those of these ids whose keys work. */
    async activeAmong(ids: readonly string[]): Promise<Set<string>> {
      const where = { id: { in: [...ids] }, revokedAt: null };
      return new Set(
        (await prisma.apiKey.findMany({ where, select: { id: true } })).map(({ id }) => id),
      );
    },
    /** Whether there is a key that works. */
    async any(): Promise<boolean> {
      return (
        (await prisma.apiKey.findFirst({ where: { revokedAt: null }, select: { id: true } })) !==
        null
      );
    },
    /** Says whether there was a key to revoke; its browsers are signed out. */
    async revoke(id: string): Promise<boolean> {
      const [{ count }] = await prisma.$transaction([
        prisma.apiKey.updateMany({
          where: { id, revokedAt: null },
          data: { revokedAt: new Date() },
        }),
        prisma.signIn.deleteMany({ where: { keyId: id } }),
      ]);
      return count > 0;
    },
    /** Keeps a browser signed in; those whose time is over are forgotten. */
    async signIn(hash: string, keyId: string, expiresAt: Date): Promise<void> {
      await prisma.signIn.deleteMany({ where: { expiresAt: { lt: new Date() } } });
      await prisma.signIn.create({ data: { hash, keyId, expiresAt } });
    },
    /** The key with which a browser has signed in, as long as it is signed in. */
    async signedIn(hash: string): Promise<ApiKey | null> {
      const where = { hash, expiresAt: { gt: new Date() }, key: { revokedAt: null } };
      const row = await prisma.signIn.findFirst({ where, include: { key: true } });
      return row && keyOf(row.key);
    },
    async signOut(hash: string): Promise<void> {
      await prisma.signIn.deleteMany({ where: { hash } });
    },
  };
}

export type ApiKeys = ReturnType<typeof makeApiKeys>;
