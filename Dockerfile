# syntax=docker/dockerfile:1
# The whole image is one static binary and the certificates by which https hosts are known. It runs read-only.
ARG GO_VERSION=1.26

FROM --platform=$BUILDPLATFORM golang:${GO_VERSION}-alpine AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
ARG TARGETOS
ARG TARGETARCH
ARG VERSION=""
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH \
    go build -trimpath -ldflags "-s -w -X main.version=$VERSION" -o /out/mockserver ./cmd/mockserver

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/mockserver /mockserver
USER 65532:65532
# Every setting is a variable: docs/settings.md. A YAML file mounted into /seeds is the seed.
ENV MOCKSERVER_ADDR=0.0.0.0:8888 \
    MOCKSERVER_SEED_DIR=/seeds
EXPOSE 8888
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --start-interval=200ms CMD ["/mockserver", "healthcheck"]
ENTRYPOINT ["/mockserver"]
