# syntax=docker/dockerfile:1
# Parley in a container: Node, what runs, and nothing else. docs/operate/docker.md tells how to use it.

# The version package.json names. For a build that can be repeated bit by bit, add @sha256:… of your registry.
ARG NODE_IMAGE=node:26.10.0-slim

FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund
# The runtimes of the network come for five kinds of machine and for browsers: 365 MB that nothing here would load.
RUN find node_modules/onnxruntime-node/bin/napi-v6 -mindepth 2 -maxdepth 2 \
        ! -path "*/$(node -p 'process.platform + "/" + process.arch')" -exec rm -r {} + \
    && find node_modules/onnxruntime-web/dist -type f ! -name ort.node.min.mjs \
        ! -name ort-wasm-simd-threaded.mjs ! -name ort-wasm-simd-threaded.wasm -delete

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="Parley" \
      org.opencontainers.image.description="The discussion system for news" \
      org.opencontainers.image.licenses="MIT"
RUN useradd --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin parley \
    && install --directory --owner=parley --group=parley --mode=0700 /data
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json LICENSE NOTICE.md ./
COPY models models
COPY examples examples
COPY src src
ENV NODE_ENV=production \
    PARLEY_HOST=0.0.0.0 \
    PARLEY_METRICS_HOST=0.0.0.0 \
    PARLEY_DATA=/data \
    PARLEY_LOG_LEVEL=info
USER 10001
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
# Whether the process lives; whether it may get readers is asked at /readyz by what stands in front.
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
    CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 8080) + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "src/main/parley.ts"]
CMD ["serve"]
