#!/bin/sh
# Checks the seeds that are staged. `git commit --no-verify` passes it by.
exec seedlint check --staged
