# The server with its dashboard, and a runner for isolates and sandboxes; docs/operations.md says how to run it.
FROM node:24-bookworm-slim

# tini is process 1 and reaps the orphans that workloads leave; the other two make sandboxes. For Go, add golang-go.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends tini bubblewrap python3 \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /opt/isola
COPY . .
RUN npx --yes pnpm@12.21.0 install --frozen-lockfile \
    && npx --yes pnpm@12.21.0 build \
    && rm -rf /root/.npm /root/.cache /root/.local .turbo

RUN install --directory --owner=node --group=node --mode=700 /data
USER node
ENV NODE_ENV=production ISOLA_HOST=0.0.0.0 ISOLA_DATA_DIR=/data
VOLUME /data
EXPOSE 4747
ENTRYPOINT ["/usr/bin/tini", "--"]
CMD ["node_modules/.bin/node", "apps/server/src/main.ts"]
