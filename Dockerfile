# One image for web, worker and migrations; the command says which.
# What is built is the same for every processor, so it is built on the one of this machine.
FROM --platform=$BUILDPLATFORM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --prefer-offline --no-audit --no-fund
COPY . .
RUN npm run build && rm dist/.tsbuildinfo

FROM node:24-slim AS modules
WORKDIR /app
COPY package.json package-lock.json docker/drop-unread-files.sh ./
# Packages that only some installations need, such as @aws-sdk/client-s3 for MEDIA_STORE.
ARG ADD_PACKAGES=''
RUN --mount=type=cache,target=/root/.npm npm ci --prefer-offline --omit=dev --no-audit --no-fund \
 && if [ -n "$ADD_PACKAGES" ]; then npm install --no-save --omit=dev --no-audit --no-fund $ADD_PACKAGES; fi \
 && sh drop-unread-files.sh node_modules

FROM node:24-slim AS shop
ENV NODE_ENV=production HOST=0.0.0.0 MEDIA_DIR=/media
# Room for what a request needs only while it lasts, in MB; else it follows the limit of memory, from 1 to 64 (docs/decisions/0069).
ENV NODE_OPTIONS=--max-semi-space-size=16
# A new volume takes its owner from here.
RUN install -d -o node -g node /media
WORKDIR /app
COPY --from=modules /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/public ./public
COPY package.json ./
COPY views ./views
COPY themes ./themes
COPY content ./content
COPY scripts/demo/translations ./scripts/demo/translations
COPY docker/shop-entrypoint.sh docker/aws-entrypoint.sh docker/make-database-user.mjs ./docker/
# By number, so that Kubernetes sees that it is not root.
USER 1000:1000
# Where everything else is read-only; declared here, a volume of Fargate at this place may be written by `node` too.
VOLUME /tmp
# The shop, and its metrics: the second one is not for the balancer.
EXPOSE 3000 9464
CMD ["node", "dist/src/main.js"]

# Backups: the shop beside MySQL's own dump program and client. Made only where `--target backup` asks for it.
FROM mysql:9.7 AS backup
ENV NODE_ENV=production MEDIA_DIR=/media
# A new volume takes its owner from here.
RUN install -d -o 1000 -g 1000 /media && install -d -o 1000 -g 1000 -m 700 /backups
WORKDIR /app
COPY --from=shop /usr/local/bin/node /usr/local/bin/
COPY --from=shop /app ./
USER 1000:1000
ENTRYPOINT []
CMD ["node", "dist/scripts/backup.js", "/backups"]

# What is made when nobody names a target.
FROM shop
