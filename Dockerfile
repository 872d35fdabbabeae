# One image for web, worker and migrations; the command says which.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM node:24-slim AS modules
WORKDIR /app
COPY package.json package-lock.json ./
# Packages that only some installations need, such as @aws-sdk/client-s3 for MEDIA_STORE.
ARG ADD_PACKAGES=''
RUN npm ci --omit=dev --no-audit --no-fund \
  && if [ -n "$ADD_PACKAGES" ]; then npm install --no-save --omit=dev --no-audit --no-fund $ADD_PACKAGES; fi

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0
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
USER node
# Where everything else is read-only; declared here, a volume of Fargate at this place may be written by `node` too.
VOLUME /tmp
# The shop, and its metrics: the second one is not for the balancer.
EXPOSE 3000 9464
CMD ["node", "dist/src/main.js"]
