// The version for --version; its own file because the help must not wait for anything else.
import { findInstallation } from '../engine/installation.ts'

export function packageVersion(): string {
  return findInstallation().version
}
