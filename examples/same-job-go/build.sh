#!/bin/sh
# Builds `bootstrap`, the program that Lambda starts, for this machine's architecture. Needs Go, and no network.
set -e
cd "$(dirname "$0")"
CGO_ENABLED=0 GOOS=linux go build -trimpath -buildvcs=false -ldflags='-s -w' -o bootstrap .
