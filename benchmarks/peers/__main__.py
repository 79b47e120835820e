"""Installs the peers of the speed benchmarks: `python -m benchmarks.peers`."""

import sys

from benchmarks.peers.installing import MissingPeer, install

if __name__ == "__main__":
    try:
        print(f"Installed in {install()}")
    except MissingPeer as error:
        sys.exit(str(error))
