# One image for all processes of FireFly; the command says which: see docs/deploy.md.
#
#   docker build -t firefly:0.1.0 .
#
# The base is pinned by its exact tag. Who needs the same bytes for ever adds the digest of that tag.

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY . .
ENV npm_config_cache=/npm
# The optional packages are Node 24 and the embedded Postgres of laptops: here the base brings Node, and
# DATABASE_URL names a Postgres. No script of a package runs; the one thing made is the Prisma client.
RUN --mount=type=cache,target=/npm \
    npm ci --omit=dev --omit=optional --ignore-scripts \
    && node prisma/generate.ts \
    && chmod +x apps/cli/src/main.ts

FROM node:24.21.0-bookworm-slim
LABEL org.opencontainers.image.title="FireFly" \
      org.opencontainers.image.description="Verified training data for tool-calling models, made from real MCP servers" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.base.name="docker.io/library/node:24.21.0-bookworm-slim"
# All that FireFly writes goes below FIREFLY_HOME and /tmp: the rest may be read-only.
ENV NODE_ENV=production \
    FIREFLY_HOME=/var/lib/firefly
RUN install --directory --owner=node --group=node /var/lib/firefly \
    && ln --symbolic /app/apps/cli/src/main.ts /usr/local/bin/firefly
# Owned by root, so that no process of FireFly can change its own code.
COPY --from=build /app /app
WORKDIR /app
# By number: Kubernetes takes no name for the word that this is not root. It is `node`.
USER 1000:1000
ENTRYPOINT []
CMD ["firefly", "--help"]

# The commands:
#   node apps/api/src/main.ts                  the API
#   node apps/worker/src/main.ts               a worker
#   node apps/simulator/src/main.ts /bundle    answers from the bundle mounted there
#   firefly migrate                            brings the database up to date, once
#
# MCP servers that are programs go into an image on top of this one, from a locked folder, so that
# nothing is fetched at start: examples/container/Dockerfile does that.
