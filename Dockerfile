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
    go build -trimpath -ldflags "-s -w -X main.version=$VERSION -X main.imageBuild=yes" -o /out/mockserver ./cmd/mockserver

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/mockserver /mockserver
USER 65532:65532
# Every setting is a flag, a variable or a line of a config file: docs/settings.md. The image listens on every address, port
# 8888, and takes a YAML file mounted into /seeds for its seed; those are its defaults, which all three can change. The
# health check reads the flags that the container was started with.
EXPOSE 8888
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s CMD ["/mockserver", "healthcheck"]
ENTRYPOINT ["/mockserver"]
