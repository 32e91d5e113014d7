# Byline as a container: one binary in a small image, as a user without rights, with one volume.
#
#   docker build -t byline .
#
# docs/deployment.md tells how to run it.

ARG RUST_IMAGE=rust:1.95.0-slim-bookworm
ARG RUNTIME_IMAGE=debian:12.14-slim


FROM ${RUST_IMAGE} AS build
WORKDIR /build

# The dependencies alone, so that this layer is rebuilt only when they change. Tests and benches are
# no part of the context, and so taken out of the manifest.
COPY Cargo.toml Cargo.lock ./
RUN sed -i '/^\[\[\(test\|bench\)\]\]$/,/^$/d' Cargo.toml \
 && mkdir src \
 && echo 'fn main() {}' > src/main.rs \
 && touch src/lib.rs \
 && cargo build --release --locked --bin byline \
 && cargo clean --release --locked --package byline \
 && rm -r src

COPY migrations migrations
COPY src src
COPY templates templates
RUN cargo build --release --locked --bin byline


FROM ${RUNTIME_IMAGE}

# What names this build: `--build-arg VERSION=0.1.0 --build-arg REVISION=$(git rev-parse HEAD)`.
ARG VERSION=unknown
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Byline" \
      org.opencontainers.image.description="A REST/JSON service for commentary metadata" \
      org.opencontainers.image.licenses="MIT OR Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"

RUN groupadd --gid 10001 byline \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin byline \
 && install --directory --owner=10001 --group=10001 --mode=0750 /data

# The authorities that `sslmode=verify-full` trusts.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY LICENSE-APACHE LICENSE-MIT /usr/share/doc/byline/
COPY --from=build /build/target/release/byline /usr/local/bin/

ENV BYLINE_DATABASE_URL=sqlite:/data/byline.sqlite \
    BYLINE_LISTEN=0.0.0.0:8080 \
    BYLINE_SPOOL=/data/imports \
    BYLINE_INDEX=/data/search

USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["byline", "health"]
ENTRYPOINT ["byline"]
CMD ["serve"]
